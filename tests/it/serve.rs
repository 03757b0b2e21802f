//! `serve`: jobs that repeat, and what it tells of itself. Time is scaled: a period of seconds stands for five minutes.

mod days;
mod face;
mod hour;
mod rig;
mod stop;
