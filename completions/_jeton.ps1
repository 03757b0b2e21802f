
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'jeton' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'jeton'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'jeton' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('token', 'token', [CompletionResultType]::ParameterValue, 'Log in, and keep, show, print and remove tokens')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Show, make and replace the key that encrypts the cached logins')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Fetch from an upstream into the database, or send products to marketplaces')
            [CompletionResult]::new('tenant', 'tenant', [CompletionResultType]::ParameterValue, 'Who sells: add, list, enable and disable tenants')
            [CompletionResult]::new('integration', 'integration', [CompletionResultType]::ParameterValue, 'The keys of tenants at marketplaces')
            [CompletionResult]::new('db', 'db', [CompletionResultType]::ParameterValue, 'Migrate, inspect, count and fill the database')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Make, show and check the configuration')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Stay up: keep tokens warm, sync again and again as [schedule] says, and tell how all is')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Stand-ins of every upstream on this machine, for trying and testing without credentials')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'The whole way in one command, against the sandbox: login, syncs, products to marketplaces, a count')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the man page, or write one page for each command into a folder')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;token' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Get a token by the profile''s grant and cache it')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what is cached: no request is sent, nothing is spent')
            [CompletionResult]::new('print', 'print', [CompletionResultType]::ParameterValue, 'Print the access token for scripts, renewed if it is due')
            [CompletionResult]::new('refresh', 'refresh', [CompletionResultType]::ParameterValue, 'Get another token now, inside the quota')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Move a login in from another program''s cache')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a login into a file that another program reads, not encrypted')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a command with the access token in its environment, never in its arguments')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Revoke the login at the issuer where it can be, and remove it here')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;token;login' {
            [CompletionResult]::new('--poll', '--poll', [CompletionResultType]::ParameterName, 'When to ask the issuer whether the code is approved [default: confirm where the profile has a quota, else auto]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Log in again although the cached login is valid')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Log in again although the cached login is valid')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with the device login that was cut off, at the issuer''s pace and until its code ends')
            [CompletionResult]::new('--qr', '--qr', [CompletionResultType]::ParameterName, 'Draw the page''s address as a QR code')
            [CompletionResult]::new('--no-browser', '--no-browser', [CompletionResultType]::ParameterName, 'Do not open the page in a browser (never done in CI, without a terminal or over SSH without a display)')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;token;status' {
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'With --check: how long a token that cannot be renewed must be good for, such as 10m or "1h 30m"')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Exit 4 when a login is needed, 3 when a cache cannot be read, 5 when the quota is used up and 6 when the issuer is left alone')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;token;print' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How it is written [default: token, or json with -o json]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;token;refresh' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--force-probe', '--force-probe', [CompletionResultType]::ParameterName, 'Ask an issuer that is left alone because it failed several times in a row')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;token;import' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Whose file it is')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Which account, where several fit: its name, or its home account id')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Replace a login that is still good')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace a login that is still good')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;token;export' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Who is to read the file')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Replace the file, or show the tokens on a terminal')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace the file, or show the tokens on a terminal')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;token;exec' {
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Variable of the token; its end is in JETON_ACCESS_TOKEN_EXPIRES_AT [default: JETON_ACCESS_TOKEN]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;token;reset' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every configured profile')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Remove a login that cannot be read, too: its tokens cannot be revoked')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Remove a login that cannot be read, too: its tokens cannot be revoked')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;token;help' {
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Get a token by the profile''s grant and cache it')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what is cached: no request is sent, nothing is spent')
            [CompletionResult]::new('print', 'print', [CompletionResultType]::ParameterValue, 'Print the access token for scripts, renewed if it is due')
            [CompletionResult]::new('refresh', 'refresh', [CompletionResultType]::ParameterValue, 'Get another token now, inside the quota')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Move a login in from another program''s cache')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a login into a file that another program reads, not encrypted')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a command with the access token in its environment, never in its arguments')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Revoke the login at the issuer where it can be, and remove it here')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;token;help;login' {
            break
        }
        'jeton;token;help;status' {
            break
        }
        'jeton;token;help;print' {
            break
        }
        'jeton;token;help;refresh' {
            break
        }
        'jeton;token;help;import' {
            break
        }
        'jeton;token;help;export' {
            break
        }
        'jeton;token;help;exec' {
            break
        }
        'jeton;token;help;reset' {
            break
        }
        'jeton;token;help;help' {
            break
        }
        'jeton;key' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show where the key comes from, who it lets in and whether every cached login opens with it')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Make a key file; one that is there is never overwritten')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Replace the key; every cached login and every integration''s keys are encrypted anew')
            [CompletionResult]::new('add-recipient', 'add-recipient', [CompletionResultType]::ParameterValue, 'Let further keys open every cached login')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;key;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;key;generate' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Where to write [default: key.txt in the data folder]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;key;rotate' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;key;add-recipient' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;key;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show where the key comes from, who it lets in and whether every cached login opens with it')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Make a key file; one that is there is never overwritten')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Replace the key; every cached login and every integration''s keys are encrypted anew')
            [CompletionResult]::new('add-recipient', 'add-recipient', [CompletionResultType]::ParameterValue, 'Let further keys open every cached login')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;key;help;show' {
            break
        }
        'jeton;key;help;generate' {
            break
        }
        'jeton;key;help;rotate' {
            break
        }
        'jeton;key;help;add-recipient' {
            break
        }
        'jeton;key;help;help' {
            break
        }
        'jeton;sync' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('referrals', 'referrals', [CompletionResultType]::ParameterValue, 'Partner Center referrals into the table partner_center_referrals')
            [CompletionResult]::new('products', 'products', [CompletionResultType]::ParameterValue, 'A tenant''s products to a marketplace: what it has not accepted yet, in as few requests as it takes')
            [CompletionResult]::new('orders', 'orders', [CompletionResultType]::ParameterValue, 'Orders of the marketplaces and of an order API into the tables orders and order_lines')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show the runs, newest first: when, how long, what came, how it ended')
            [CompletionResult]::new('retry-rejects', 'retry-rejects', [CompletionResultType]::ParameterValue, 'Read rejected records again with today''s mapping; needs no login and no network')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;sync;referrals' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what changed since a time (2030-01-31, 2030-01-31T10:00:00Z, in UTC), a day (today, yesterday), or so long ago (12h, 7d, 2w)')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Take at most N records; the next run goes on with the page that they end in. With --dry-run: the first N of the round')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM')
            [CompletionResult]::new('--if-running', '--if-running', [CompletionResultType]::ParameterName, 'Where the same sync is running: exit 75, exit 0, or run after it')
            [CompletionResult]::new('--metrics-file', '--metrics-file', [CompletionResultType]::ParameterName, 'Write the run''s figures there as Prometheus text, for node_exporter''s textfile collector')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Changes, and rejects, that a dry run shows field by field')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--full', '--full', [CompletionResultType]::ParameterName, 'Go over all records, and note rows that are not seen any more in missing_since')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Write nothing, and show what would be inserted, updated and rejected')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;sync;products' {
            [CompletionResult]::new('--marketplace', '--marketplace', [CompletionResultType]::ParameterName, 'trendyol, hepsiburada or n11, in any letter case; several with commas between, or all')
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'Who does it: jeton by itself, or the gateway that is configured')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Whose, by name or id; repeatable [default: the only active tenant]')
            [CompletionResult]::new('--at-once', '--at-once', [CompletionResultType]::ParameterName, 'Syncs at once, where there are several')
            [CompletionResult]::new('--product-id', '--product-id', [CompletionResultType]::ParameterName, 'Only this product, by its id; repeatable')
            [CompletionResult]::new('--product-ids-from', '--product-ids-from', [CompletionResultType]::ParameterName, 'Only the products whose ids are in this file, one a line; - is stdin')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Send at most N products, and leave the rest to the next run')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM')
            [CompletionResult]::new('--if-running', '--if-running', [CompletionResultType]::ParameterName, 'Where the same push is running: exit 75, exit 0, or run after it')
            [CompletionResult]::new('--metrics-file', '--metrics-file', [CompletionResultType]::ParameterName, 'Write the run''s figures there as Prometheus text, for node_exporter''s textfile collector')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Products, and refusals, that a dry run shows')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--all-tenants', '--all-tenants', [CompletionResultType]::ParameterName, 'Of every active tenant that sells there, a row each; one that fails spoils nothing for the others')
            [CompletionResult]::new('--full', '--full', [CompletionResultType]::ParameterName, 'Send all of them, changed or not')
            [CompletionResult]::new('--retry-refused', '--retry-refused', [CompletionResultType]::ParameterName, 'Send also what was refused and has not changed')
            [CompletionResult]::new('--reconcile', '--reconcile', [CompletionResultType]::ParameterName, 'Read what is on sale first, and send what differs from that')
            [CompletionResult]::new('--content', '--content', [CompletionResultType]::ParameterName, 'Create products that are not on sale there, and update the content of those that were created')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Leave the results to the next run')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Send nothing, and show what would be sent and refused')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;sync;orders' {
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'external, trendyol, hepsiburada or n11, in any letter case; several with commas between [default: all that is set up]')
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Of this tenant''s shops alone, by name or id; repeatable [default: of every active tenant]')
            [CompletionResult]::new('--at-once', '--at-once', [CompletionResultType]::ParameterName, 'Syncs at once, where there are several')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what changed since a time (2030-01-31, 2030-01-31T10:00:00Z, in UTC), a day (today, yesterday), or so long ago (12h, 7d, 2w)')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Take at most N records; the next run goes on with the page that they end in. With --dry-run: the first N of the round')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM')
            [CompletionResult]::new('--if-running', '--if-running', [CompletionResultType]::ParameterName, 'Where the same sync is running: exit 75, exit 0, or run after it')
            [CompletionResult]::new('--metrics-file', '--metrics-file', [CompletionResultType]::ParameterName, 'Write the run''s figures there as Prometheus text, for node_exporter''s textfile collector')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Changes, and rejects, that a dry run shows field by field')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--sample', '--sample', [CompletionResultType]::ParameterName, 'Show how the first page of the order API is understood, as it can be written into the configuration')
            [CompletionResult]::new('--full', '--full', [CompletionResultType]::ParameterName, 'Go over all records, and note rows that are not seen any more in missing_since')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Write nothing, and show what would be inserted, updated and rejected')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;sync;history' {
            [CompletionResult]::new('--sync', '--sync', [CompletionResultType]::ParameterName, 'Runs of this sync alone')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most N runs')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--failed', '--failed', [CompletionResultType]::ParameterName, 'Runs that did not do all of their work: failed, interrupted, partial')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show all that is known of a run, and the records that it rejected')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;sync;history;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every reject, not the first 20')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;sync;history;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show all that is known of a run, and the records that it rejected')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;sync;history;help;show' {
            break
        }
        'jeton;sync;history;help;help' {
            break
        }
        'jeton;sync;retry-rejects' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;sync;help' {
            [CompletionResult]::new('referrals', 'referrals', [CompletionResultType]::ParameterValue, 'Partner Center referrals into the table partner_center_referrals')
            [CompletionResult]::new('products', 'products', [CompletionResultType]::ParameterValue, 'A tenant''s products to a marketplace: what it has not accepted yet, in as few requests as it takes')
            [CompletionResult]::new('orders', 'orders', [CompletionResultType]::ParameterValue, 'Orders of the marketplaces and of an order API into the tables orders and order_lines')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show the runs, newest first: when, how long, what came, how it ended')
            [CompletionResult]::new('retry-rejects', 'retry-rejects', [CompletionResultType]::ParameterValue, 'Read rejected records again with today''s mapping; needs no login and no network')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;sync;help;referrals' {
            break
        }
        'jeton;sync;help;products' {
            break
        }
        'jeton;sync;help;orders' {
            break
        }
        'jeton;sync;help;history' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show all that is known of a run, and the records that it rejected')
            break
        }
        'jeton;sync;help;history;show' {
            break
        }
        'jeton;sync;help;retry-rejects' {
            break
        }
        'jeton;sync;help;help' {
            break
        }
        'jeton;tenant' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a tenant; one that is there stays as it is')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show all tenants and where they sell')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Let a disabled tenant''s syncs run again')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Leave a tenant out of every sync; nothing of it is removed')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;tenant;add' {
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Its id where it has one elsewhere, a UUID [default: a new one]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;tenant;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;tenant;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;tenant;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;tenant;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a tenant; one that is there stays as it is')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show all tenants and where they sell')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Let a disabled tenant''s syncs run again')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Leave a tenant out of every sync; nothing of it is removed')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;tenant;help;add' {
            break
        }
        'jeton;tenant;help;list' {
            break
        }
        'jeton;tenant;help;enable' {
            break
        }
        'jeton;tenant;help;disable' {
            break
        }
        'jeton;tenant;help;help' {
            break
        }
        'jeton;integration' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Keep a tenant''s keys for a marketplace, encrypted with the key of the token cache')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show the integrations and how their last syncs ended; never a key')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Let a disabled integration''s syncs run again')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Leave an integration out of every sync; its keys stay')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove an integration with its keys; the marketplace is not told')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;integration;set' {
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Whose, by name or id')
            [CompletionResult]::new('--seller-id', '--seller-id', [CompletionResultType]::ParameterName, 'Trendyol''s sellerId, or Hepsiburada''s merchantId')
            [CompletionResult]::new('--key-from', '--key-from', [CompletionResultType]::ParameterName, 'Where Trendyol''s API key, N11''s appkey or Hepsiburada''s user name [default: the merchantId] is: env:NAME, file:PATH or keyring:NAME')
            [CompletionResult]::new('--secret-from', '--secret-from', [CompletionResultType]::ParameterName, 'Where Trendyol''s API secret, N11''s appsecret or Hepsiburada''s service key is')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;integration;list' {
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Of this tenant alone, by name or id')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;integration;test' {
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Whose, by name or id')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;integration;enable' {
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Whose, by name or id')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;integration;disable' {
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Whose, by name or id')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;integration;remove' {
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Whose, by name or id')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;integration;help' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Keep a tenant''s keys for a marketplace, encrypted with the key of the token cache')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show the integrations and how their last syncs ended; never a key')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Let a disabled integration''s syncs run again')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Leave an integration out of every sync; its keys stay')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove an integration with its keys; the marketplace is not told')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;integration;help;set' {
            break
        }
        'jeton;integration;help;list' {
            break
        }
        'jeton;integration;help;test' {
            break
        }
        'jeton;integration;help;enable' {
            break
        }
        'jeton;integration;help;disable' {
            break
        }
        'jeton;integration;help;remove' {
            break
        }
        'jeton;integration;help;help' {
            break
        }
        'jeton;db' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Apply every pending migration')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the server, what is applied and what is pending; exit 8 when something is')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Count rows')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Put records from a file into the database')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Blank who made an order, where it goes and how it is sent; it stays blank when the order changes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;db;migrate' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;db;status' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;db;count' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--compare', '--compare', [CompletionResultType]::ParameterName, 'Ask the upstream for its own count, too, and show the difference; needs a login')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;db;import' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('products', 'products', [CompletionResultType]::ParameterValue, 'A tenant''s products, from CSV or JSON lines, into the table products')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;db;import;products' {
            [CompletionResult]::new('--tenant', '--tenant', [CompletionResultType]::ParameterName, 'Whose products they are, by name or id [default: the only active tenant]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How they are written [default: by the file''s ending, or what it begins with]')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Changes, and rejects, that a dry run shows field by field')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Write nothing, and show what would be inserted, updated and rejected')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;db;import;help' {
            [CompletionResult]::new('products', 'products', [CompletionResultType]::ParameterValue, 'A tenant''s products, from CSV or JSON lines, into the table products')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;db;import;help;products' {
            break
        }
        'jeton;db;import;help;help' {
            break
        }
        'jeton;db;forget' {
            [CompletionResult]::new('--customer', '--customer', [CompletionResultType]::ParameterName, 'All orders of this customer (the column customer_id); repeatable')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;db;help' {
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Apply every pending migration')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the server, what is applied and what is pending; exit 8 when something is')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Count rows')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Put records from a file into the database')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Blank who made an order, where it goes and how it is sent; it stays blank when the order changes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;db;help;migrate' {
            break
        }
        'jeton;db;help;status' {
            break
        }
        'jeton;db;help;count' {
            break
        }
        'jeton;db;help;import' {
            [CompletionResult]::new('products', 'products', [CompletionResultType]::ParameterValue, 'A tenant''s products, from CSV or JSON lines, into the table products')
            break
        }
        'jeton;db;help;import;products' {
            break
        }
        'jeton;db;help;forget' {
            break
        }
        'jeton;db;help;help' {
            break
        }
        'jeton;config' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Ask a few questions and write a first configuration')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every value in force and where it came from, secrets masked')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say whether the configuration is right; exit 3 when it is not')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Show where a configuration is looked for')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;config;init' {
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Where to write')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Replace a file that is there')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace a file that is there')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;config;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--defaults', '--defaults', [CompletionResultType]::ParameterName, 'Show every key with its default and its documentation instead')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;config;check' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;config;path' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;config;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Ask a few questions and write a first configuration')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every value in force and where it came from, secrets masked')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say whether the configuration is right; exit 3 when it is not')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Show where a configuration is looked for')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;config;help;init' {
            break
        }
        'jeton;config;help;show' {
            break
        }
        'jeton;config;help;check' {
            break
        }
        'jeton;config;help;path' {
            break
        }
        'jeton;config;help;help' {
            break
        }
        'jeton;serve' {
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Where health and metrics are told, such as 127.0.0.1:8217; off for nowhere [default: serve.listen]')
            [CompletionResult]::new('--stop-within', '--stop-within', [CompletionResultType]::ParameterName, 'What runs may take to save their work when a stop is asked for [default: serve.stop_within]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;sandbox' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Serve until stopped; prints the environment that points jeton at it')
            [CompletionResult]::new('env', 'env', [CompletionResultType]::ParameterValue, 'Print the environment that points jeton at a running sandbox')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;sandbox;run' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on 127.0.0.1; 0 takes a free one')
            [CompletionResult]::new('--referrals', '--referrals', [CompletionResultType]::ParameterName, 'How many referrals there are')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the referrals and of the faults: the same one makes the same')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Referrals on a page')
            [CompletionResult]::new('--latency', '--latency', [CompletionResultType]::ParameterName, 'Time added to each answer, such as 50ms')
            [CompletionResult]::new('--fault', '--fault', [CompletionResultType]::ParameterName, 'A failure and how often it happens, such as 429=5%; repeatable. Kinds: 401, 429, 500, 502, 503, html, truncate, reset, stall, slow, repeat, foreign, lost; "token:" before it makes it the token endpoint''s, "market:" the marketplaces'' and the gateway''s')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'How often the API may be asked, such as 60/m; repeatable. Beyond it the answer is 429')
            [CompletionResult]::new('--malformed', '--malformed', [CompletionResultType]::ParameterName, 'One referral in N cannot be read; 0 for none')
            [CompletionResult]::new('--access-ttl', '--access-ttl', [CompletionResultType]::ParameterName, 'How long access tokens are good for')
            [CompletionResult]::new('--device-ttl', '--device-ttl', [CompletionResultType]::ParameterName, 'How long device codes are good for')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'How long a client has to wait between polls')
            [CompletionResult]::new('--batch-time', '--batch-time', [CompletionResultType]::ParameterName, 'How long a batch takes; only then are prices and stocks changed')
            [CompletionResult]::new('--retention', '--retention', [CompletionResultType]::ParameterName, 'How long Trendyol tells what became of a batch')
            [CompletionResult]::new('--duplicate-window', '--duplicate-window', [CompletionResultType]::ParameterName, 'How long Trendyol refuses the same request again')
            [CompletionResult]::new('--refuse', '--refuse', [CompletionResultType]::ParameterName, 'One product in N is refused; 0 for none')
            [CompletionResult]::new('--gateway-products', '--gateway-products', [CompletionResultType]::ParameterName, 'How many products the gateway syncs where it is told none')
            [CompletionResult]::new('--orders', '--orders', [CompletionResultType]::ParameterName, 'How many orders there are at the start, in the order API and of each seller at a marketplace')
            [CompletionResult]::new('--orders-span', '--orders-span', [CompletionResultType]::ParameterName, 'The time before the start that they are spread over, such as 90d')
            [CompletionResult]::new('--orders-per-minute', '--orders-per-minute', [CompletionResultType]::ParameterName, 'How many new ones come in a minute, such as 0.5')
            [CompletionResult]::new('--status-time', '--status-time', [CompletionResultType]::ParameterName, 'How long an order is new; it is sent after 24 times as long, and there after 72 times')
            [CompletionResult]::new('--orders-malformed', '--orders-malformed', [CompletionResultType]::ParameterName, 'One record in N cannot be an order; 0 for none')
            [CompletionResult]::new('--orders-quota', '--orders-quota', [CompletionResultType]::ParameterName, 'How often the order API gives a token. Beyond it the answer is 429')
            [CompletionResult]::new('--orders-shape', '--orders-shape', [CompletionResultType]::ParameterName, 'What the order API''s list stands in')
            [CompletionResult]::new('--orders-paging', '--orders-paging', [CompletionResultType]::ParameterName, 'How the order API leads to the next page')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Products that were never created there are unknown')
            [CompletionResult]::new('--approve', '--approve', [CompletionResultType]::ParameterName, 'Products created at Trendyol are approved with their batch')
            [CompletionResult]::new('--no-windows', '--no-windows', [CompletionResultType]::ParameterName, 'No limits on how often the marketplaces and the gateway may be asked')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;sandbox;env' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port of the sandbox')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;sandbox;help' {
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Serve until stopped; prints the environment that points jeton at it')
            [CompletionResult]::new('env', 'env', [CompletionResultType]::ParameterValue, 'Print the environment that points jeton at a running sandbox')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;sandbox;help;run' {
            break
        }
        'jeton;sandbox;help;env' {
            break
        }
        'jeton;sandbox;help;help' {
            break
        }
        'jeton;demo' {
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Keep the login, the key and the database in this folder')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--interactive', '--interactive', [CompletionResultType]::ParameterName, 'Approve the login yourself, in a browser')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;completions' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;man' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Folder to write jeton.1, jeton-token.1 and so on into')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: the first of `jeton config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Folder of the cached logins and locks [env: JETON_STATE_DIR]')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'File with the token cache''s key, an age identity [env: JETON_KEY_FILE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'What stdout carries: text for people, or one JSON document')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'How log lines on stderr are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--allow-key-beside-cache', '--allow-key-beside-cache', [CompletionResultType]::ParameterName, 'Accept a key file inside the folder that it protects')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'The same as -o json')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less: once no events and no talk, twice nothing but errors')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no bars and write no progress lines')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask anything (implied without a terminal, and by CI)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'jeton;help' {
            [CompletionResult]::new('token', 'token', [CompletionResultType]::ParameterValue, 'Log in, and keep, show, print and remove tokens')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Show, make and replace the key that encrypts the cached logins')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Fetch from an upstream into the database, or send products to marketplaces')
            [CompletionResult]::new('tenant', 'tenant', [CompletionResultType]::ParameterValue, 'Who sells: add, list, enable and disable tenants')
            [CompletionResult]::new('integration', 'integration', [CompletionResultType]::ParameterValue, 'The keys of tenants at marketplaces')
            [CompletionResult]::new('db', 'db', [CompletionResultType]::ParameterValue, 'Migrate, inspect, count and fill the database')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Make, show and check the configuration')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Stay up: keep tokens warm, sync again and again as [schedule] says, and tell how all is')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Stand-ins of every upstream on this machine, for trying and testing without credentials')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'The whole way in one command, against the sandbox: login, syncs, products to marketplaces, a count')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the man page, or write one page for each command into a folder')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'jeton;help;token' {
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Get a token by the profile''s grant and cache it')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what is cached: no request is sent, nothing is spent')
            [CompletionResult]::new('print', 'print', [CompletionResultType]::ParameterValue, 'Print the access token for scripts, renewed if it is due')
            [CompletionResult]::new('refresh', 'refresh', [CompletionResultType]::ParameterValue, 'Get another token now, inside the quota')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Move a login in from another program''s cache')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a login into a file that another program reads, not encrypted')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a command with the access token in its environment, never in its arguments')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Revoke the login at the issuer where it can be, and remove it here')
            break
        }
        'jeton;help;token;login' {
            break
        }
        'jeton;help;token;status' {
            break
        }
        'jeton;help;token;print' {
            break
        }
        'jeton;help;token;refresh' {
            break
        }
        'jeton;help;token;import' {
            break
        }
        'jeton;help;token;export' {
            break
        }
        'jeton;help;token;exec' {
            break
        }
        'jeton;help;token;reset' {
            break
        }
        'jeton;help;key' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show where the key comes from, who it lets in and whether every cached login opens with it')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Make a key file; one that is there is never overwritten')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Replace the key; every cached login and every integration''s keys are encrypted anew')
            [CompletionResult]::new('add-recipient', 'add-recipient', [CompletionResultType]::ParameterValue, 'Let further keys open every cached login')
            break
        }
        'jeton;help;key;show' {
            break
        }
        'jeton;help;key;generate' {
            break
        }
        'jeton;help;key;rotate' {
            break
        }
        'jeton;help;key;add-recipient' {
            break
        }
        'jeton;help;sync' {
            [CompletionResult]::new('referrals', 'referrals', [CompletionResultType]::ParameterValue, 'Partner Center referrals into the table partner_center_referrals')
            [CompletionResult]::new('products', 'products', [CompletionResultType]::ParameterValue, 'A tenant''s products to a marketplace: what it has not accepted yet, in as few requests as it takes')
            [CompletionResult]::new('orders', 'orders', [CompletionResultType]::ParameterValue, 'Orders of the marketplaces and of an order API into the tables orders and order_lines')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show the runs, newest first: when, how long, what came, how it ended')
            [CompletionResult]::new('retry-rejects', 'retry-rejects', [CompletionResultType]::ParameterValue, 'Read rejected records again with today''s mapping; needs no login and no network')
            break
        }
        'jeton;help;sync;referrals' {
            break
        }
        'jeton;help;sync;products' {
            break
        }
        'jeton;help;sync;orders' {
            break
        }
        'jeton;help;sync;history' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show all that is known of a run, and the records that it rejected')
            break
        }
        'jeton;help;sync;history;show' {
            break
        }
        'jeton;help;sync;retry-rejects' {
            break
        }
        'jeton;help;tenant' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a tenant; one that is there stays as it is')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show all tenants and where they sell')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Let a disabled tenant''s syncs run again')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Leave a tenant out of every sync; nothing of it is removed')
            break
        }
        'jeton;help;tenant;add' {
            break
        }
        'jeton;help;tenant;list' {
            break
        }
        'jeton;help;tenant;enable' {
            break
        }
        'jeton;help;tenant;disable' {
            break
        }
        'jeton;help;integration' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Keep a tenant''s keys for a marketplace, encrypted with the key of the token cache')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Show the integrations and how their last syncs ended; never a key')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Let a disabled integration''s syncs run again')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Leave an integration out of every sync; its keys stay')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove an integration with its keys; the marketplace is not told')
            break
        }
        'jeton;help;integration;set' {
            break
        }
        'jeton;help;integration;list' {
            break
        }
        'jeton;help;integration;test' {
            break
        }
        'jeton;help;integration;enable' {
            break
        }
        'jeton;help;integration;disable' {
            break
        }
        'jeton;help;integration;remove' {
            break
        }
        'jeton;help;db' {
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Apply every pending migration')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the server, what is applied and what is pending; exit 8 when something is')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Count rows')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Put records from a file into the database')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Blank who made an order, where it goes and how it is sent; it stays blank when the order changes')
            break
        }
        'jeton;help;db;migrate' {
            break
        }
        'jeton;help;db;status' {
            break
        }
        'jeton;help;db;count' {
            break
        }
        'jeton;help;db;import' {
            [CompletionResult]::new('products', 'products', [CompletionResultType]::ParameterValue, 'A tenant''s products, from CSV or JSON lines, into the table products')
            break
        }
        'jeton;help;db;import;products' {
            break
        }
        'jeton;help;db;forget' {
            break
        }
        'jeton;help;config' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Ask a few questions and write a first configuration')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every value in force and where it came from, secrets masked')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say whether the configuration is right; exit 3 when it is not')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Show where a configuration is looked for')
            break
        }
        'jeton;help;config;init' {
            break
        }
        'jeton;help;config;show' {
            break
        }
        'jeton;help;config;check' {
            break
        }
        'jeton;help;config;path' {
            break
        }
        'jeton;help;serve' {
            break
        }
        'jeton;help;sandbox' {
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Serve until stopped; prints the environment that points jeton at it')
            [CompletionResult]::new('env', 'env', [CompletionResultType]::ParameterValue, 'Print the environment that points jeton at a running sandbox')
            break
        }
        'jeton;help;sandbox;run' {
            break
        }
        'jeton;help;sandbox;env' {
            break
        }
        'jeton;help;demo' {
            break
        }
        'jeton;help;completions' {
            break
        }
        'jeton;help;man' {
            break
        }
        'jeton;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
