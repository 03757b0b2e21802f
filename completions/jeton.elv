
use builtin;
use str;

set edit:completion:arg-completer[jeton] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'jeton'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'jeton'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand token 'Log in, and keep, show, print and remove tokens'
            cand key 'Show, make and replace the key that encrypts the cached logins'
            cand sync 'Fetch from an upstream into the database, or send products to marketplaces'
            cand tenant 'Who sells: add, list, enable and disable tenants'
            cand integration 'The keys of tenants at marketplaces'
            cand db 'Migrate, inspect, count and fill the database'
            cand config 'Make, show and check the configuration'
            cand serve 'Stay up: keep tokens warm, sync again and again as [schedule] says, and tell how all is'
            cand sandbox 'Stand-ins of every upstream on this machine, for trying and testing without credentials'
            cand demo 'The whole way in one command, against the sandbox: login, syncs, products to marketplaces, a count'
            cand completions 'Print the completions of a shell'
            cand man 'Print the man page, or write one page for each command into a folder'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;token'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand login 'Get a token by the profile''s grant and cache it'
            cand status 'Show what is cached: no request is sent, nothing is spent'
            cand print 'Print the access token for scripts, renewed if it is due'
            cand refresh 'Get another token now, inside the quota'
            cand import 'Move a login in from another program''s cache'
            cand export 'Write a login into a file that another program reads, not encrypted'
            cand exec 'Run a command with the access token in its environment, never in its arguments'
            cand reset 'Revoke the login at the issuer where it can be, and remove it here'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;token;login'= {
            cand --poll 'When to ask the issuer whether the code is approved [default: confirm where the profile has a quota, else auto]'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand -f 'Log in again although the cached login is valid'
            cand --force 'Log in again although the cached login is valid'
            cand --resume 'Go on with the device login that was cut off, at the issuer''s pace and until its code ends'
            cand --qr 'Draw the page''s address as a QR code'
            cand --no-browser 'Do not open the page in a browser (never done in CI, without a terminal or over SSH without a display)'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;token;status'= {
            cand --min-ttl 'With --check: how long a token that cannot be renewed must be good for, such as 10m or "1h 30m"'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --check 'Exit 4 when a login is needed, 3 when a cache cannot be read, 5 when the quota is used up and 6 when the issuer is left alone'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;token;print'= {
            cand --format 'How it is written [default: token, or json with -o json]'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;token;refresh'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --force-probe 'Ask an issuer that is left alone because it failed several times in a row'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;token;import'= {
            cand --from 'Whose file it is'
            cand --account 'Which account, where several fit: its name, or its home account id'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand -f 'Replace a login that is still good'
            cand --force 'Replace a login that is still good'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;token;export'= {
            cand --to 'Who is to read the file'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand -f 'Replace the file, or show the tokens on a terminal'
            cand --force 'Replace the file, or show the tokens on a terminal'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;token;exec'= {
            cand --env 'Variable of the token; its end is in JETON_ACCESS_TOKEN_EXPIRES_AT [default: JETON_ACCESS_TOKEN]'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;token;reset'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --all 'Every configured profile'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand -f 'Remove a login that cannot be read, too: its tokens cannot be revoked'
            cand --force 'Remove a login that cannot be read, too: its tokens cannot be revoked'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;token;help'= {
            cand login 'Get a token by the profile''s grant and cache it'
            cand status 'Show what is cached: no request is sent, nothing is spent'
            cand print 'Print the access token for scripts, renewed if it is due'
            cand refresh 'Get another token now, inside the quota'
            cand import 'Move a login in from another program''s cache'
            cand export 'Write a login into a file that another program reads, not encrypted'
            cand exec 'Run a command with the access token in its environment, never in its arguments'
            cand reset 'Revoke the login at the issuer where it can be, and remove it here'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;token;help;login'= {
        }
        &'jeton;token;help;status'= {
        }
        &'jeton;token;help;print'= {
        }
        &'jeton;token;help;refresh'= {
        }
        &'jeton;token;help;import'= {
        }
        &'jeton;token;help;export'= {
        }
        &'jeton;token;help;exec'= {
        }
        &'jeton;token;help;reset'= {
        }
        &'jeton;token;help;help'= {
        }
        &'jeton;key'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand show 'Show where the key comes from, who it lets in and whether every cached login opens with it'
            cand generate 'Make a key file; one that is there is never overwritten'
            cand rotate 'Replace the key; every cached login and every integration''s keys are encrypted anew'
            cand add-recipient 'Let further keys open every cached login'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;key;show'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;key;generate'= {
            cand --out 'Where to write [default: key.txt in the data folder]'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;key;rotate'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;key;add-recipient'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;key;help'= {
            cand show 'Show where the key comes from, who it lets in and whether every cached login opens with it'
            cand generate 'Make a key file; one that is there is never overwritten'
            cand rotate 'Replace the key; every cached login and every integration''s keys are encrypted anew'
            cand add-recipient 'Let further keys open every cached login'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;key;help;show'= {
        }
        &'jeton;key;help;generate'= {
        }
        &'jeton;key;help;rotate'= {
        }
        &'jeton;key;help;add-recipient'= {
        }
        &'jeton;key;help;help'= {
        }
        &'jeton;sync'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand referrals 'Partner Center referrals into the table partner_center_referrals'
            cand products 'A tenant''s products to a marketplace: what it has not accepted yet, in as few requests as it takes'
            cand orders 'Orders of the marketplaces and of an order API into the tables orders and order_lines'
            cand history 'Show the runs, newest first: when, how long, what came, how it ended'
            cand retry-rejects 'Read rejected records again with today''s mapping; needs no login and no network'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;sync;referrals'= {
            cand --since 'Only what changed since a time (2030-01-31, 2030-01-31T10:00:00Z, in UTC), a day (today, yesterday), or so long ago (12h, 7d, 2w)'
            cand --limit 'Take at most N records; the next run goes on with the page that they end in. With --dry-run: the first N of the round'
            cand --deadline 'Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]'
            cand --every 'Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM'
            cand --if-running 'Where the same sync is running: exit 75, exit 0, or run after it'
            cand --metrics-file 'Write the run''s figures there as Prometheus text, for node_exporter''s textfile collector'
            cand --diff 'Changes, and rejects, that a dry run shows field by field'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --full 'Go over all records, and note rows that are not seen any more in missing_since'
            cand --dry-run 'Write nothing, and show what would be inserted, updated and rejected'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;sync;products'= {
            cand --marketplace 'trendyol, hepsiburada or n11, in any letter case; several with commas between, or all'
            cand --via 'Who does it: jeton by itself, or the gateway that is configured'
            cand --tenant 'Whose, by name or id; repeatable [default: the only active tenant]'
            cand --at-once 'Syncs at once, where there are several'
            cand --product-id 'Only this product, by its id; repeatable'
            cand --product-ids-from 'Only the products whose ids are in this file, one a line; - is stdin'
            cand --limit 'Send at most N products, and leave the rest to the next run'
            cand --deadline 'Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]'
            cand --every 'Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM'
            cand --if-running 'Where the same push is running: exit 75, exit 0, or run after it'
            cand --metrics-file 'Write the run''s figures there as Prometheus text, for node_exporter''s textfile collector'
            cand --diff 'Products, and refusals, that a dry run shows'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --all-tenants 'Of every active tenant that sells there, a row each; one that fails spoils nothing for the others'
            cand --full 'Send all of them, changed or not'
            cand --retry-refused 'Send also what was refused and has not changed'
            cand --reconcile 'Read what is on sale first, and send what differs from that'
            cand --content 'Create products that are not on sale there, and update the content of those that were created'
            cand --no-wait 'Leave the results to the next run'
            cand --dry-run 'Send nothing, and show what would be sent and refused'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;sync;orders'= {
            cand --source 'external, trendyol, hepsiburada or n11, in any letter case; several with commas between [default: all that is set up]'
            cand --tenant 'Of this tenant''s shops alone, by name or id; repeatable [default: of every active tenant]'
            cand --at-once 'Syncs at once, where there are several'
            cand --since 'Only what changed since a time (2030-01-31, 2030-01-31T10:00:00Z, in UTC), a day (today, yesterday), or so long ago (12h, 7d, 2w)'
            cand --limit 'Take at most N records; the next run goes on with the page that they end in. With --dry-run: the first N of the round'
            cand --deadline 'Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]'
            cand --every 'Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM'
            cand --if-running 'Where the same sync is running: exit 75, exit 0, or run after it'
            cand --metrics-file 'Write the run''s figures there as Prometheus text, for node_exporter''s textfile collector'
            cand --diff 'Changes, and rejects, that a dry run shows field by field'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --sample 'Show how the first page of the order API is understood, as it can be written into the configuration'
            cand --full 'Go over all records, and note rows that are not seen any more in missing_since'
            cand --dry-run 'Write nothing, and show what would be inserted, updated and rejected'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;sync;history'= {
            cand --sync 'Runs of this sync alone'
            cand --limit 'At most N runs'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --failed 'Runs that did not do all of their work: failed, interrupted, partial'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand show 'Show all that is known of a run, and the records that it rejected'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;sync;history;show'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --all 'Every reject, not the first 20'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;sync;history;help'= {
            cand show 'Show all that is known of a run, and the records that it rejected'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;sync;history;help;show'= {
        }
        &'jeton;sync;history;help;help'= {
        }
        &'jeton;sync;retry-rejects'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;sync;help'= {
            cand referrals 'Partner Center referrals into the table partner_center_referrals'
            cand products 'A tenant''s products to a marketplace: what it has not accepted yet, in as few requests as it takes'
            cand orders 'Orders of the marketplaces and of an order API into the tables orders and order_lines'
            cand history 'Show the runs, newest first: when, how long, what came, how it ended'
            cand retry-rejects 'Read rejected records again with today''s mapping; needs no login and no network'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;sync;help;referrals'= {
        }
        &'jeton;sync;help;products'= {
        }
        &'jeton;sync;help;orders'= {
        }
        &'jeton;sync;help;history'= {
            cand show 'Show all that is known of a run, and the records that it rejected'
        }
        &'jeton;sync;help;history;show'= {
        }
        &'jeton;sync;help;retry-rejects'= {
        }
        &'jeton;sync;help;help'= {
        }
        &'jeton;tenant'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Add a tenant; one that is there stays as it is'
            cand list 'Show all tenants and where they sell'
            cand enable 'Let a disabled tenant''s syncs run again'
            cand disable 'Leave a tenant out of every sync; nothing of it is removed'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;tenant;add'= {
            cand --id 'Its id where it has one elsewhere, a UUID [default: a new one]'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;tenant;list'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;tenant;enable'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;tenant;disable'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;tenant;help'= {
            cand add 'Add a tenant; one that is there stays as it is'
            cand list 'Show all tenants and where they sell'
            cand enable 'Let a disabled tenant''s syncs run again'
            cand disable 'Leave a tenant out of every sync; nothing of it is removed'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;tenant;help;add'= {
        }
        &'jeton;tenant;help;list'= {
        }
        &'jeton;tenant;help;enable'= {
        }
        &'jeton;tenant;help;disable'= {
        }
        &'jeton;tenant;help;help'= {
        }
        &'jeton;integration'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand set 'Keep a tenant''s keys for a marketplace, encrypted with the key of the token cache'
            cand list 'Show the integrations and how their last syncs ended; never a key'
            cand test 'Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys'
            cand enable 'Let a disabled integration''s syncs run again'
            cand disable 'Leave an integration out of every sync; its keys stay'
            cand remove 'Remove an integration with its keys; the marketplace is not told'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;integration;set'= {
            cand --tenant 'Whose, by name or id'
            cand --seller-id 'Trendyol''s sellerId, or Hepsiburada''s merchantId'
            cand --key-from 'Where Trendyol''s API key, N11''s appkey or Hepsiburada''s user name [default: the merchantId] is: env:NAME, file:PATH or keyring:NAME'
            cand --secret-from 'Where Trendyol''s API secret, N11''s appsecret or Hepsiburada''s service key is'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;integration;list'= {
            cand --tenant 'Of this tenant alone, by name or id'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;integration;test'= {
            cand --tenant 'Whose, by name or id'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;integration;enable'= {
            cand --tenant 'Whose, by name or id'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;integration;disable'= {
            cand --tenant 'Whose, by name or id'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;integration;remove'= {
            cand --tenant 'Whose, by name or id'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;integration;help'= {
            cand set 'Keep a tenant''s keys for a marketplace, encrypted with the key of the token cache'
            cand list 'Show the integrations and how their last syncs ended; never a key'
            cand test 'Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys'
            cand enable 'Let a disabled integration''s syncs run again'
            cand disable 'Leave an integration out of every sync; its keys stay'
            cand remove 'Remove an integration with its keys; the marketplace is not told'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;integration;help;set'= {
        }
        &'jeton;integration;help;list'= {
        }
        &'jeton;integration;help;test'= {
        }
        &'jeton;integration;help;enable'= {
        }
        &'jeton;integration;help;disable'= {
        }
        &'jeton;integration;help;remove'= {
        }
        &'jeton;integration;help;help'= {
        }
        &'jeton;db'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand migrate 'Apply every pending migration'
            cand status 'Show the server, what is applied and what is pending; exit 8 when something is'
            cand count 'Count rows'
            cand import 'Put records from a file into the database'
            cand forget 'Blank who made an order, where it goes and how it is sent; it stays blank when the order changes'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;db;migrate'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;db;status'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;db;count'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --compare 'Ask the upstream for its own count, too, and show the difference; needs a login'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;db;import'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand products 'A tenant''s products, from CSV or JSON lines, into the table products'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;db;import;products'= {
            cand --tenant 'Whose products they are, by name or id [default: the only active tenant]'
            cand --format 'How they are written [default: by the file''s ending, or what it begins with]'
            cand --diff 'Changes, and rejects, that a dry run shows field by field'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --dry-run 'Write nothing, and show what would be inserted, updated and rejected'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;db;import;help'= {
            cand products 'A tenant''s products, from CSV or JSON lines, into the table products'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;db;import;help;products'= {
        }
        &'jeton;db;import;help;help'= {
        }
        &'jeton;db;forget'= {
            cand --customer 'All orders of this customer (the column customer_id); repeatable'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;db;help'= {
            cand migrate 'Apply every pending migration'
            cand status 'Show the server, what is applied and what is pending; exit 8 when something is'
            cand count 'Count rows'
            cand import 'Put records from a file into the database'
            cand forget 'Blank who made an order, where it goes and how it is sent; it stays blank when the order changes'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;db;help;migrate'= {
        }
        &'jeton;db;help;status'= {
        }
        &'jeton;db;help;count'= {
        }
        &'jeton;db;help;import'= {
            cand products 'A tenant''s products, from CSV or JSON lines, into the table products'
        }
        &'jeton;db;help;import;products'= {
        }
        &'jeton;db;help;forget'= {
        }
        &'jeton;db;help;help'= {
        }
        &'jeton;config'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Ask a few questions and write a first configuration'
            cand show 'Show every value in force and where it came from, secrets masked'
            cand check 'Say whether the configuration is right; exit 3 when it is not'
            cand path 'Show where a configuration is looked for'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;config;init'= {
            cand --path 'Where to write'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand -f 'Replace a file that is there'
            cand --force 'Replace a file that is there'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;config;show'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --defaults 'Show every key with its default and its documentation instead'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;config;check'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;config;path'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;config;help'= {
            cand init 'Ask a few questions and write a first configuration'
            cand show 'Show every value in force and where it came from, secrets masked'
            cand check 'Say whether the configuration is right; exit 3 when it is not'
            cand path 'Show where a configuration is looked for'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;config;help;init'= {
        }
        &'jeton;config;help;show'= {
        }
        &'jeton;config;help;check'= {
        }
        &'jeton;config;help;path'= {
        }
        &'jeton;config;help;help'= {
        }
        &'jeton;serve'= {
            cand --listen 'Where health and metrics are told, such as 127.0.0.1:8217; off for nowhere [default: serve.listen]'
            cand --stop-within 'What runs may take to save their work when a stop is asked for [default: serve.stop_within]'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;sandbox'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand run 'Serve until stopped; prints the environment that points jeton at it'
            cand env 'Print the environment that points jeton at a running sandbox'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;sandbox;run'= {
            cand --port 'Port on 127.0.0.1; 0 takes a free one'
            cand --referrals 'How many referrals there are'
            cand --seed 'Seed of the referrals and of the faults: the same one makes the same'
            cand --page-size 'Referrals on a page'
            cand --latency 'Time added to each answer, such as 50ms'
            cand --fault 'A failure and how often it happens, such as 429=5%; repeatable. Kinds: 401, 429, 500, 502, 503, html, truncate, reset, stall, slow, repeat, foreign, lost; "token:" before it makes it the token endpoint''s, "market:" the marketplaces'' and the gateway''s'
            cand --limit 'How often the API may be asked, such as 60/m; repeatable. Beyond it the answer is 429'
            cand --malformed 'One referral in N cannot be read; 0 for none'
            cand --access-ttl 'How long access tokens are good for'
            cand --device-ttl 'How long device codes are good for'
            cand --interval 'How long a client has to wait between polls'
            cand --batch-time 'How long a batch takes; only then are prices and stocks changed'
            cand --retention 'How long Trendyol tells what became of a batch'
            cand --duplicate-window 'How long Trendyol refuses the same request again'
            cand --refuse 'One product in N is refused; 0 for none'
            cand --gateway-products 'How many products the gateway syncs where it is told none'
            cand --orders 'How many orders there are at the start, in the order API and of each seller at a marketplace'
            cand --orders-span 'The time before the start that they are spread over, such as 90d'
            cand --orders-per-minute 'How many new ones come in a minute, such as 0.5'
            cand --status-time 'How long an order is new; it is sent after 24 times as long, and there after 72 times'
            cand --orders-malformed 'One record in N cannot be an order; 0 for none'
            cand --orders-quota 'How often the order API gives a token. Beyond it the answer is 429'
            cand --orders-shape 'What the order API''s list stands in'
            cand --orders-paging 'How the order API leads to the next page'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --strict 'Products that were never created there are unknown'
            cand --approve 'Products created at Trendyol are approved with their batch'
            cand --no-windows 'No limits on how often the marketplaces and the gateway may be asked'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;sandbox;env'= {
            cand --port 'Port of the sandbox'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;sandbox;help'= {
            cand run 'Serve until stopped; prints the environment that points jeton at it'
            cand env 'Print the environment that points jeton at a running sandbox'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;sandbox;help;run'= {
        }
        &'jeton;sandbox;help;env'= {
        }
        &'jeton;sandbox;help;help'= {
        }
        &'jeton;demo'= {
            cand --keep 'Keep the login, the key and the database in this folder'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --interactive 'Approve the login yourself, in a browser'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;completions'= {
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;man'= {
            cand --out 'Folder to write jeton.1, jeton-token.1 and so on into'
            cand --config 'Configuration file [default: the first of `jeton config path`]'
            cand --state-dir 'Folder of the cached logins and locks [env: JETON_STATE_DIR]'
            cand --key-file 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]'
            cand -o 'What stdout carries: text for people, or one JSON document'
            cand --output 'What stdout carries: text for people, or one JSON document'
            cand --log-format 'How log lines on stderr are written'
            cand --color 'When to use colours'
            cand --allow-key-beside-cache 'Accept a key file inside the folder that it protects'
            cand --json 'The same as -o json'
            cand -v 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand --verbose 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
            cand -q 'Say less: once no events and no talk, twice nothing but errors'
            cand --quiet 'Say less: once no events and no talk, twice nothing but errors'
            cand --no-progress 'Draw no bars and write no progress lines'
            cand --no-input 'Never ask anything (implied without a terminal, and by CI)'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'jeton;help'= {
            cand token 'Log in, and keep, show, print and remove tokens'
            cand key 'Show, make and replace the key that encrypts the cached logins'
            cand sync 'Fetch from an upstream into the database, or send products to marketplaces'
            cand tenant 'Who sells: add, list, enable and disable tenants'
            cand integration 'The keys of tenants at marketplaces'
            cand db 'Migrate, inspect, count and fill the database'
            cand config 'Make, show and check the configuration'
            cand serve 'Stay up: keep tokens warm, sync again and again as [schedule] says, and tell how all is'
            cand sandbox 'Stand-ins of every upstream on this machine, for trying and testing without credentials'
            cand demo 'The whole way in one command, against the sandbox: login, syncs, products to marketplaces, a count'
            cand completions 'Print the completions of a shell'
            cand man 'Print the man page, or write one page for each command into a folder'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'jeton;help;token'= {
            cand login 'Get a token by the profile''s grant and cache it'
            cand status 'Show what is cached: no request is sent, nothing is spent'
            cand print 'Print the access token for scripts, renewed if it is due'
            cand refresh 'Get another token now, inside the quota'
            cand import 'Move a login in from another program''s cache'
            cand export 'Write a login into a file that another program reads, not encrypted'
            cand exec 'Run a command with the access token in its environment, never in its arguments'
            cand reset 'Revoke the login at the issuer where it can be, and remove it here'
        }
        &'jeton;help;token;login'= {
        }
        &'jeton;help;token;status'= {
        }
        &'jeton;help;token;print'= {
        }
        &'jeton;help;token;refresh'= {
        }
        &'jeton;help;token;import'= {
        }
        &'jeton;help;token;export'= {
        }
        &'jeton;help;token;exec'= {
        }
        &'jeton;help;token;reset'= {
        }
        &'jeton;help;key'= {
            cand show 'Show where the key comes from, who it lets in and whether every cached login opens with it'
            cand generate 'Make a key file; one that is there is never overwritten'
            cand rotate 'Replace the key; every cached login and every integration''s keys are encrypted anew'
            cand add-recipient 'Let further keys open every cached login'
        }
        &'jeton;help;key;show'= {
        }
        &'jeton;help;key;generate'= {
        }
        &'jeton;help;key;rotate'= {
        }
        &'jeton;help;key;add-recipient'= {
        }
        &'jeton;help;sync'= {
            cand referrals 'Partner Center referrals into the table partner_center_referrals'
            cand products 'A tenant''s products to a marketplace: what it has not accepted yet, in as few requests as it takes'
            cand orders 'Orders of the marketplaces and of an order API into the tables orders and order_lines'
            cand history 'Show the runs, newest first: when, how long, what came, how it ended'
            cand retry-rejects 'Read rejected records again with today''s mapping; needs no login and no network'
        }
        &'jeton;help;sync;referrals'= {
        }
        &'jeton;help;sync;products'= {
        }
        &'jeton;help;sync;orders'= {
        }
        &'jeton;help;sync;history'= {
            cand show 'Show all that is known of a run, and the records that it rejected'
        }
        &'jeton;help;sync;history;show'= {
        }
        &'jeton;help;sync;retry-rejects'= {
        }
        &'jeton;help;tenant'= {
            cand add 'Add a tenant; one that is there stays as it is'
            cand list 'Show all tenants and where they sell'
            cand enable 'Let a disabled tenant''s syncs run again'
            cand disable 'Leave a tenant out of every sync; nothing of it is removed'
        }
        &'jeton;help;tenant;add'= {
        }
        &'jeton;help;tenant;list'= {
        }
        &'jeton;help;tenant;enable'= {
        }
        &'jeton;help;tenant;disable'= {
        }
        &'jeton;help;integration'= {
            cand set 'Keep a tenant''s keys for a marketplace, encrypted with the key of the token cache'
            cand list 'Show the integrations and how their last syncs ended; never a key'
            cand test 'Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys'
            cand enable 'Let a disabled integration''s syncs run again'
            cand disable 'Leave an integration out of every sync; its keys stay'
            cand remove 'Remove an integration with its keys; the marketplace is not told'
        }
        &'jeton;help;integration;set'= {
        }
        &'jeton;help;integration;list'= {
        }
        &'jeton;help;integration;test'= {
        }
        &'jeton;help;integration;enable'= {
        }
        &'jeton;help;integration;disable'= {
        }
        &'jeton;help;integration;remove'= {
        }
        &'jeton;help;db'= {
            cand migrate 'Apply every pending migration'
            cand status 'Show the server, what is applied and what is pending; exit 8 when something is'
            cand count 'Count rows'
            cand import 'Put records from a file into the database'
            cand forget 'Blank who made an order, where it goes and how it is sent; it stays blank when the order changes'
        }
        &'jeton;help;db;migrate'= {
        }
        &'jeton;help;db;status'= {
        }
        &'jeton;help;db;count'= {
        }
        &'jeton;help;db;import'= {
            cand products 'A tenant''s products, from CSV or JSON lines, into the table products'
        }
        &'jeton;help;db;import;products'= {
        }
        &'jeton;help;db;forget'= {
        }
        &'jeton;help;config'= {
            cand init 'Ask a few questions and write a first configuration'
            cand show 'Show every value in force and where it came from, secrets masked'
            cand check 'Say whether the configuration is right; exit 3 when it is not'
            cand path 'Show where a configuration is looked for'
        }
        &'jeton;help;config;init'= {
        }
        &'jeton;help;config;show'= {
        }
        &'jeton;help;config;check'= {
        }
        &'jeton;help;config;path'= {
        }
        &'jeton;help;serve'= {
        }
        &'jeton;help;sandbox'= {
            cand run 'Serve until stopped; prints the environment that points jeton at it'
            cand env 'Print the environment that points jeton at a running sandbox'
        }
        &'jeton;help;sandbox;run'= {
        }
        &'jeton;help;sandbox;env'= {
        }
        &'jeton;help;demo'= {
        }
        &'jeton;help;completions'= {
        }
        &'jeton;help;man'= {
        }
        &'jeton;help;help'= {
        }
    ]
    $completions[$command]
}
