//! Questions, on the terminal only.

use secrecy::SecretString;

use super::{Error, Ui};

/// A question that is answered by a line of text.
pub struct Question<'a> {
    /// Without a question mark at its end: the prompt adds a colon.
    pub question: &'a str,
    /// What Enter alone means; an empty one makes an answer necessary.
    pub default: &'a str,
    /// What is wrong with an answer: it is asked for again.
    pub check: &'a dyn Fn(&str) -> Result<(), String>,
}

impl Ui {
    /// Asks a yes-or-no question; an error where nobody can answer.
    pub fn confirm(&self, need: &'static str, prompt: &str) -> Result<bool, Error> {
        self.somebody(need)?;
        let confirm = dialoguer::Confirm::new()
            .with_prompt(prompt)
            .default(false)
            .wait_for_newline(true);
        Ok(confirm.interact_opt()?.unwrap_or(false))
    }

    /// Lets the person choose; the index of the choice.
    pub fn choose(&self, question: &str, choices: &[&str]) -> Result<usize, Error> {
        self.somebody("a choice is needed")?;
        let select = dialoguer::Select::new()
            .with_prompt(question)
            .items(choices)
            .default(0);
        Ok(select.interact()?)
    }

    /// Asks for a secret: nothing of it is shown. Empty where `may_be_empty` and Enter alone was typed.
    pub fn ask_hidden(&self, question: &str, may_be_empty: bool) -> Result<SecretString, Error> {
        self.somebody("an answer is needed")?;
        let password = dialoguer::Password::new()
            .with_prompt(question)
            .allow_empty_password(may_be_empty);
        Ok(SecretString::from(password.interact()?))
    }

    /// Asks for a line of text.
    pub fn ask(&self, question: Question<'_>) -> Result<String, Error> {
        self.somebody("an answer is needed")?;
        let mut input = dialoguer::Input::<String>::new().with_prompt(question.question);
        if !question.default.is_empty() {
            input = input.default(question.default.to_owned());
        }
        let check = question.check;
        let input = input.validate_with(|answer: &String| check(answer.trim()));
        Ok(input.interact_text()?)
    }

    fn somebody(&self, need: &'static str) -> Result<(), Error> {
        match self.can_ask() {
            true => Ok(()),
            false => Err(Error::NobodyToAsk { need }),
        }
    }
}
