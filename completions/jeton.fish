# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_jeton_global_optspecs
    string join \n config= state-dir= key-file= allow-key-beside-cache o/output= json v/verbose q/quiet log-format= color= no-progress no-input h/help V/version
end

function __fish_jeton_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_jeton_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_jeton_using_subcommand
    set -l cmd (__fish_jeton_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c jeton -n "__fish_jeton_needs_command" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_needs_command" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_needs_command" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_needs_command" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_needs_command" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_needs_command" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_needs_command" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_needs_command" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_needs_command" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_needs_command" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_needs_command" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_needs_command" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_needs_command" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "token" -d 'Log in, and keep, show, print and remove tokens'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "key" -d 'Show, make and replace the key that encrypts the cached logins'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "sync" -d 'Fetch from an upstream into the database, or send products to marketplaces'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "tenant" -d 'Who sells: add, list, enable and disable tenants'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "integration" -d 'The keys of tenants at marketplaces'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "db" -d 'Migrate, inspect, count and fill the database'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "config" -d 'Make, show and check the configuration'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "serve" -d 'Stay up: keep tokens warm, sync again and again as [schedule] says, and tell how all is'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "sandbox" -d 'Stand-ins of every upstream on this machine, for trying and testing without credentials'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "demo" -d 'The whole way in one command, against the sandbox: login, syncs, products to marketplaces, a count'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "completions" -d 'Print the completions of a shell'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "man" -d 'Print the man page, or write one page for each command into a folder'
complete -c jeton -n "__fish_jeton_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -f -a "login" -d 'Get a token by the profile\'s grant and cache it'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -f -a "status" -d 'Show what is cached: no request is sent, nothing is spent'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -f -a "print" -d 'Print the access token for scripts, renewed if it is due'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -f -a "refresh" -d 'Get another token now, inside the quota'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -f -a "import" -d 'Move a login in from another program\'s cache'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -f -a "export" -d 'Write a login into a file that another program reads, not encrypted'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -f -a "exec" -d 'Run a command with the access token in its environment, never in its arguments'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -f -a "reset" -d 'Revoke the login at the issuer where it can be, and remove it here'
complete -c jeton -n "__fish_jeton_using_subcommand token; and not __fish_seen_subcommand_from login status print refresh import export exec reset help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l poll -d 'When to ask the issuer whether the code is approved [default: confirm where the profile has a quota, else auto]' -r -f -a "auto\t'By itself, at the issuer\'s interval'
confirm\t'When Enter is pressed; without a terminal only --resume asks, and once'"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -s f -l force -d 'Log in again although the cached login is valid'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l resume -d 'Go on with the device login that was cut off, at the issuer\'s pace and until its code ends'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l qr -d 'Draw the page\'s address as a QR code'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l no-browser -d 'Do not open the page in a browser (never done in CI, without a terminal or over SSH without a display)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from login" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l min-ttl -d 'With --check: how long a token that cannot be renewed must be good for, such as 10m or "1h 30m"' -r
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l check -d 'Exit 4 when a login is needed, 3 when a cache cannot be read, 5 when the quota is used up and 6 when the issuer is left alone'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l format -d 'How it is written [default: token, or json with -o json]' -r -f -a "token\t'The token alone'
header\t'A header: Authorization: Bearer …'
json\t'What -o json prints'
env\t'Lines for eval that export JETON_ACCESS_TOKEN and JETON_ACCESS_TOKEN_EXPIRES_AT'
exec-credential\t'What kubectl reads of an exec plugin'"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from print" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l force-probe -d 'Ask an issuer that is left alone because it failed several times in a row'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from refresh" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l from -d 'Whose file it is' -r -f -a "msal\t'SerializableTokenCache of Microsoft\'s library for Python, such as a .token_cache'"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l account -d 'Which account, where several fit: its name, or its home account id' -r
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -s f -l force -d 'Replace a login that is still good'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l to -d 'Who is to read the file' -r -f -a "msal\t'SerializableTokenCache of Microsoft\'s library for Python, such as a .token_cache'"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -s f -l force -d 'Replace the file, or show the tokens on a terminal'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l env -d 'Variable of the token; its end is in JETON_ACCESS_TOKEN_EXPIRES_AT [default: JETON_ACCESS_TOKEN]' -r
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from exec" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l all -d 'Every configured profile'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Do not ask'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -s f -l force -d 'Remove a login that cannot be read, too: its tokens cannot be revoked'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from reset" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from help" -f -a "login" -d 'Get a token by the profile\'s grant and cache it'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show what is cached: no request is sent, nothing is spent'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from help" -f -a "print" -d 'Print the access token for scripts, renewed if it is due'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from help" -f -a "refresh" -d 'Get another token now, inside the quota'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from help" -f -a "import" -d 'Move a login in from another program\'s cache'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write a login into a file that another program reads, not encrypted'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from help" -f -a "exec" -d 'Run a command with the access token in its environment, never in its arguments'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Revoke the login at the issuer where it can be, and remove it here'
complete -c jeton -n "__fish_jeton_using_subcommand token; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -f -a "show" -d 'Show where the key comes from, who it lets in and whether every cached login opens with it'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -f -a "generate" -d 'Make a key file; one that is there is never overwritten'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -f -a "rotate" -d 'Replace the key; every cached login and every integration\'s keys are encrypted anew'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -f -a "add-recipient" -d 'Let further keys open every cached login'
complete -c jeton -n "__fish_jeton_using_subcommand key; and not __fish_seen_subcommand_from show generate rotate add-recipient help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l out -d 'Where to write [default: key.txt in the data folder]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from generate" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from rotate" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from add-recipient" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show where the key comes from, who it lets in and whether every cached login opens with it'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "generate" -d 'Make a key file; one that is there is never overwritten'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "rotate" -d 'Replace the key; every cached login and every integration\'s keys are encrypted anew'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "add-recipient" -d 'Let further keys open every cached login'
complete -c jeton -n "__fish_jeton_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -f -a "referrals" -d 'Partner Center referrals into the table partner_center_referrals'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -f -a "products" -d 'A tenant\'s products to a marketplace: what it has not accepted yet, in as few requests as it takes'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -f -a "orders" -d 'Orders of the marketplaces and of an order API into the tables orders and order_lines'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -f -a "history" -d 'Show the runs, newest first: when, how long, what came, how it ended'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -f -a "retry-rejects" -d 'Read rejected records again with today\'s mapping; needs no login and no network'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and not __fish_seen_subcommand_from referrals products orders history retry-rejects help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l since -d 'Only what changed since a time (2030-01-31, 2030-01-31T10:00:00Z, in UTC), a day (today, yesterday), or so long ago (12h, 7d, 2w)' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l limit -d 'Take at most N records; the next run goes on with the page that they end in. With --dry-run: the first N of the round' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l deadline -d 'Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l every -d 'Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l if-running -d 'Where the same sync is running: exit 75, exit 0, or run after it' -r -f -a "fail\t''
skip\t''
wait\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l metrics-file -d 'Write the run\'s figures there as Prometheus text, for node_exporter\'s textfile collector' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l diff -d 'Changes, and rejects, that a dry run shows field by field' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l full -d 'Go over all records, and note rows that are not seen any more in missing_since'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l dry-run -d 'Write nothing, and show what would be inserted, updated and rejected'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from referrals" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l marketplace -d 'trendyol, hepsiburada or n11, in any letter case; several with commas between, or all' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l via -d 'Who does it: jeton by itself, or the gateway that is configured' -r -f -a "direct\t''
gateway\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l tenant -d 'Whose, by name or id; repeatable [default: the only active tenant]' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l at-once -d 'Syncs at once, where there are several' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l product-id -d 'Only this product, by its id; repeatable' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l product-ids-from -d 'Only the products whose ids are in this file, one a line; - is stdin' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l limit -d 'Send at most N products, and leave the rest to the next run' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l deadline -d 'Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l every -d 'Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l if-running -d 'Where the same push is running: exit 75, exit 0, or run after it' -r -f -a "fail\t''
skip\t''
wait\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l metrics-file -d 'Write the run\'s figures there as Prometheus text, for node_exporter\'s textfile collector' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l diff -d 'Products, and refusals, that a dry run shows' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l all-tenants -d 'Of every active tenant that sells there, a row each; one that fails spoils nothing for the others'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l full -d 'Send all of them, changed or not'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l retry-refused -d 'Send also what was refused and has not changed'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l reconcile -d 'Read what is on sale first, and send what differs from that'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l content -d 'Create products that are not on sale there, and update the content of those that were created'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l no-wait -d 'Leave the results to the next run'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l dry-run -d 'Send nothing, and show what would be sent and refused'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from products" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l source -d 'external, trendyol, hepsiburada or n11, in any letter case; several with commas between [default: all that is set up]' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l tenant -d 'Of this tenant\'s shops alone, by name or id; repeatable [default: of every active tenant]' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l at-once -d 'Syncs at once, where there are several' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l since -d 'Only what changed since a time (2030-01-31, 2030-01-31T10:00:00Z, in UTC), a day (today, yesterday), or so long ago (12h, 7d, 2w)' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l limit -d 'Take at most N records; the next run goes on with the page that they end in. With --dry-run: the first N of the round' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l deadline -d 'Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l every -d 'Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l if-running -d 'Where the same sync is running: exit 75, exit 0, or run after it' -r -f -a "fail\t''
skip\t''
wait\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l metrics-file -d 'Write the run\'s figures there as Prometheus text, for node_exporter\'s textfile collector' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l diff -d 'Changes, and rejects, that a dry run shows field by field' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l sample -d 'Show how the first page of the order API is understood, as it can be written into the configuration'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l full -d 'Go over all records, and note rows that are not seen any more in missing_since'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l dry-run -d 'Write nothing, and show what would be inserted, updated and rejected'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from orders" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l sync -d 'Runs of this sync alone' -r -f -a "referrals\t''
products\t''
import products\t''
orders\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l limit -d 'At most N runs' -r
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l failed -d 'Runs that did not do all of their work: failed, interrupted, partial'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -f -a "show" -d 'Show all that is known of a run, and the records that it rejected'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from history" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from retry-rejects" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "referrals" -d 'Partner Center referrals into the table partner_center_referrals'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "products" -d 'A tenant\'s products to a marketplace: what it has not accepted yet, in as few requests as it takes'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "orders" -d 'Orders of the marketplaces and of an order API into the tables orders and order_lines'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "history" -d 'Show the runs, newest first: when, how long, what came, how it ended'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "retry-rejects" -d 'Read rejected records again with today\'s mapping; needs no login and no network'
complete -c jeton -n "__fish_jeton_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -f -a "add" -d 'Add a tenant; one that is there stays as it is'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -f -a "list" -d 'Show all tenants and where they sell'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -f -a "enable" -d 'Let a disabled tenant\'s syncs run again'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -f -a "disable" -d 'Leave a tenant out of every sync; nothing of it is removed'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and not __fish_seen_subcommand_from add list enable disable help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l id -d 'Its id where it has one elsewhere, a UUID [default: a new one]' -r
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from enable" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from disable" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a tenant; one that is there stays as it is'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from help" -f -a "list" -d 'Show all tenants and where they sell'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Let a disabled tenant\'s syncs run again'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Leave a tenant out of every sync; nothing of it is removed'
complete -c jeton -n "__fish_jeton_using_subcommand tenant; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -f -a "set" -d 'Keep a tenant\'s keys for a marketplace, encrypted with the key of the token cache'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -f -a "list" -d 'Show the integrations and how their last syncs ended; never a key'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -f -a "test" -d 'Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -f -a "enable" -d 'Let a disabled integration\'s syncs run again'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -f -a "disable" -d 'Leave an integration out of every sync; its keys stay'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -f -a "remove" -d 'Remove an integration with its keys; the marketplace is not told'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and not __fish_seen_subcommand_from set list test enable disable remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l tenant -d 'Whose, by name or id' -r
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l seller-id -d 'Trendyol\'s sellerId, or Hepsiburada\'s merchantId' -r
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l key-from -d 'Where Trendyol\'s API key, N11\'s appkey or Hepsiburada\'s user name [default: the merchantId] is: env:NAME, file:PATH or keyring:NAME' -r
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l secret-from -d 'Where Trendyol\'s API secret, N11\'s appsecret or Hepsiburada\'s service key is' -r
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l tenant -d 'Of this tenant alone, by name or id' -r
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l tenant -d 'Whose, by name or id' -r
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l tenant -d 'Whose, by name or id' -r
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from enable" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l tenant -d 'Whose, by name or id' -r
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from disable" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l tenant -d 'Whose, by name or id' -r
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from help" -f -a "set" -d 'Keep a tenant\'s keys for a marketplace, encrypted with the key of the token cache'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from help" -f -a "list" -d 'Show the integrations and how their last syncs ended; never a key'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from help" -f -a "test" -d 'Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Let a disabled integration\'s syncs run again'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Leave an integration out of every sync; its keys stay'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove an integration with its keys; the marketplace is not told'
complete -c jeton -n "__fish_jeton_using_subcommand integration; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -f -a "migrate" -d 'Apply every pending migration'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -f -a "status" -d 'Show the server, what is applied and what is pending; exit 8 when something is'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -f -a "count" -d 'Count rows'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -f -a "import" -d 'Put records from a file into the database'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -f -a "forget" -d 'Blank who made an order, where it goes and how it is sent; it stays blank when the order changes'
complete -c jeton -n "__fish_jeton_using_subcommand db; and not __fish_seen_subcommand_from migrate status count import forget help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from migrate" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l compare -d 'Ask the upstream for its own count, too, and show the difference; needs a login'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from count" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -f -a "products" -d 'A tenant\'s products, from CSV or JSON lines, into the table products'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from import" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l customer -d 'All orders of this customer (the column customer_id); repeatable' -r
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -s y -l yes -d 'Do not ask'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from forget" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "migrate" -d 'Apply every pending migration'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show the server, what is applied and what is pending; exit 8 when something is'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "count" -d 'Count rows'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "import" -d 'Put records from a file into the database'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "forget" -d 'Blank who made an order, where it goes and how it is sent; it stays blank when the order changes'
complete -c jeton -n "__fish_jeton_using_subcommand db; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -f -a "init" -d 'Ask a few questions and write a first configuration'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -f -a "show" -d 'Show every value in force and where it came from, secrets masked'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -f -a "check" -d 'Say whether the configuration is right; exit 3 when it is not'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -f -a "path" -d 'Show where a configuration is looked for'
complete -c jeton -n "__fish_jeton_using_subcommand config; and not __fish_seen_subcommand_from init show check path help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l path -d 'Where to write' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -s f -l force -d 'Replace a file that is there'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from init" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l defaults -d 'Show every key with its default and its documentation instead'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from path" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "init" -d 'Ask a few questions and write a first configuration'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show every value in force and where it came from, secrets masked'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "check" -d 'Say whether the configuration is right; exit 3 when it is not'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Show where a configuration is looked for'
complete -c jeton -n "__fish_jeton_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l listen -d 'Where health and metrics are told, such as 127.0.0.1:8217; off for nowhere [default: serve.listen]' -r
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l stop-within -d 'What runs may take to save their work when a stop is asked for [default: serve.stop_within]' -r
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand serve" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand serve" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand serve" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand serve" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c jeton -n "__fish_jeton_using_subcommand serve" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -f -a "run" -d 'Serve until stopped; prints the environment that points jeton at it'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -f -a "env" -d 'Print the environment that points jeton at a running sandbox'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and not __fish_seen_subcommand_from run env help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l port -d 'Port on 127.0.0.1; 0 takes a free one' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l referrals -d 'How many referrals there are' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l seed -d 'Seed of the referrals and of the faults: the same one makes the same' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l page-size -d 'Referrals on a page' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l latency -d 'Time added to each answer, such as 50ms' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l fault -d 'A failure and how often it happens, such as 429=5%; repeatable. Kinds: 401, 429, 500, 502, 503, html, truncate, reset, stall, slow, repeat, foreign, lost; "token:" before it makes it the token endpoint\'s, "market:" the marketplaces\' and the gateway\'s' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l limit -d 'How often the API may be asked, such as 60/m; repeatable. Beyond it the answer is 429' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l malformed -d 'One referral in N cannot be read; 0 for none' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l access-ttl -d 'How long access tokens are good for' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l device-ttl -d 'How long device codes are good for' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l interval -d 'How long a client has to wait between polls' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l batch-time -d 'How long a batch takes; only then are prices and stocks changed' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l retention -d 'How long Trendyol tells what became of a batch' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l duplicate-window -d 'How long Trendyol refuses the same request again' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l refuse -d 'One product in N is refused; 0 for none' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l gateway-products -d 'How many products the gateway syncs where it is told none' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l orders -d 'How many orders there are at the start, in the order API and of each seller at a marketplace' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l orders-span -d 'The time before the start that they are spread over, such as 90d' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l orders-per-minute -d 'How many new ones come in a minute, such as 0.5' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l status-time -d 'How long an order is new; it is sent after 24 times as long, and there after 72 times' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l orders-malformed -d 'One record in N cannot be an order; 0 for none' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l orders-quota -d 'How often the order API gives a token. Beyond it the answer is 429' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l orders-shape -d 'What the order API\'s list stands in' -r -f -a "array\t''
orders\t''
items\t''
data\t''
results\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l orders-paging -d 'How the order API leads to the next page' -r -f -a "none\t''
page\t''
offset\t''
cursor\t''
link\t''
next\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l strict -d 'Products that were never created there are unknown'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l approve -d 'Products created at Trendyol are approved with their batch'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l no-windows -d 'No limits on how often the marketplaces and the gateway may be asked'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l port -d 'Port of the sandbox' -r
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from env" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "run" -d 'Serve until stopped; prints the environment that points jeton at it'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "env" -d 'Print the environment that points jeton at a running sandbox'
complete -c jeton -n "__fish_jeton_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l keep -d 'Keep the login, the key and the database in this folder' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand demo" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l interactive -d 'Approve the login yourself, in a browser'
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand demo" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand demo" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand demo" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand demo" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand demo" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand completions" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand completions" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand completions" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand completions" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand completions" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand completions" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand completions" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand completions" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand completions" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand completions" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand completions" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand completions" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand completions" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand completions" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand man" -l out -d 'Folder to write jeton.1, jeton-token.1 and so on into' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand man" -l config -d 'Configuration file [default: the first of `jeton config path`]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand man" -l state-dir -d 'Folder of the cached logins and locks [env: JETON_STATE_DIR]' -r -f -a "(__fish_complete_directories)"
complete -c jeton -n "__fish_jeton_using_subcommand man" -l key-file -d 'File with the token cache\'s key, an age identity [env: JETON_KEY_FILE]' -r -F
complete -c jeton -n "__fish_jeton_using_subcommand man" -s o -l output -d 'What stdout carries: text for people, or one JSON document' -r -f -a "human\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand man" -l log-format -d 'How log lines on stderr are written' -r -f -a "text\t''
json\t''"
complete -c jeton -n "__fish_jeton_using_subcommand man" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c jeton -n "__fish_jeton_using_subcommand man" -l allow-key-beside-cache -d 'Accept a key file inside the folder that it protects'
complete -c jeton -n "__fish_jeton_using_subcommand man" -l json -d 'The same as -o json'
complete -c jeton -n "__fish_jeton_using_subcommand man" -s v -l verbose -d 'Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]'
complete -c jeton -n "__fish_jeton_using_subcommand man" -s q -l quiet -d 'Say less: once no events and no talk, twice nothing but errors'
complete -c jeton -n "__fish_jeton_using_subcommand man" -l no-progress -d 'Draw no bars and write no progress lines'
complete -c jeton -n "__fish_jeton_using_subcommand man" -l no-input -d 'Never ask anything (implied without a terminal, and by CI)'
complete -c jeton -n "__fish_jeton_using_subcommand man" -s h -l help -d 'Print help'
complete -c jeton -n "__fish_jeton_using_subcommand man" -s V -l version -d 'Print version'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "token" -d 'Log in, and keep, show, print and remove tokens'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "key" -d 'Show, make and replace the key that encrypts the cached logins'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "sync" -d 'Fetch from an upstream into the database, or send products to marketplaces'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "tenant" -d 'Who sells: add, list, enable and disable tenants'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "integration" -d 'The keys of tenants at marketplaces'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "db" -d 'Migrate, inspect, count and fill the database'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "config" -d 'Make, show and check the configuration'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "serve" -d 'Stay up: keep tokens warm, sync again and again as [schedule] says, and tell how all is'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "sandbox" -d 'Stand-ins of every upstream on this machine, for trying and testing without credentials'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "demo" -d 'The whole way in one command, against the sandbox: login, syncs, products to marketplaces, a count'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "completions" -d 'Print the completions of a shell'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "man" -d 'Print the man page, or write one page for each command into a folder'
complete -c jeton -n "__fish_jeton_using_subcommand help; and not __fish_seen_subcommand_from token key sync tenant integration db config serve sandbox demo completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from token" -f -a "login" -d 'Get a token by the profile\'s grant and cache it'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from token" -f -a "status" -d 'Show what is cached: no request is sent, nothing is spent'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from token" -f -a "print" -d 'Print the access token for scripts, renewed if it is due'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from token" -f -a "refresh" -d 'Get another token now, inside the quota'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from token" -f -a "import" -d 'Move a login in from another program\'s cache'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from token" -f -a "export" -d 'Write a login into a file that another program reads, not encrypted'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from token" -f -a "exec" -d 'Run a command with the access token in its environment, never in its arguments'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from token" -f -a "reset" -d 'Revoke the login at the issuer where it can be, and remove it here'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "show" -d 'Show where the key comes from, who it lets in and whether every cached login opens with it'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "generate" -d 'Make a key file; one that is there is never overwritten'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "rotate" -d 'Replace the key; every cached login and every integration\'s keys are encrypted anew'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "add-recipient" -d 'Let further keys open every cached login'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from sync" -f -a "referrals" -d 'Partner Center referrals into the table partner_center_referrals'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from sync" -f -a "products" -d 'A tenant\'s products to a marketplace: what it has not accepted yet, in as few requests as it takes'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from sync" -f -a "orders" -d 'Orders of the marketplaces and of an order API into the tables orders and order_lines'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from sync" -f -a "history" -d 'Show the runs, newest first: when, how long, what came, how it ended'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from sync" -f -a "retry-rejects" -d 'Read rejected records again with today\'s mapping; needs no login and no network'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from tenant" -f -a "add" -d 'Add a tenant; one that is there stays as it is'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from tenant" -f -a "list" -d 'Show all tenants and where they sell'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from tenant" -f -a "enable" -d 'Let a disabled tenant\'s syncs run again'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from tenant" -f -a "disable" -d 'Leave a tenant out of every sync; nothing of it is removed'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from integration" -f -a "set" -d 'Keep a tenant\'s keys for a marketplace, encrypted with the key of the token cache'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from integration" -f -a "list" -d 'Show the integrations and how their last syncs ended; never a key'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from integration" -f -a "test" -d 'Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from integration" -f -a "enable" -d 'Let a disabled integration\'s syncs run again'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from integration" -f -a "disable" -d 'Leave an integration out of every sync; its keys stay'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from integration" -f -a "remove" -d 'Remove an integration with its keys; the marketplace is not told'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "migrate" -d 'Apply every pending migration'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "status" -d 'Show the server, what is applied and what is pending; exit 8 when something is'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "count" -d 'Count rows'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "import" -d 'Put records from a file into the database'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from db" -f -a "forget" -d 'Blank who made an order, where it goes and how it is sent; it stays blank when the order changes'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "init" -d 'Ask a few questions and write a first configuration'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show every value in force and where it came from, secrets masked'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "check" -d 'Say whether the configuration is right; exit 3 when it is not'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'Show where a configuration is looked for'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "run" -d 'Serve until stopped; prints the environment that points jeton at it'
complete -c jeton -n "__fish_jeton_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "env" -d 'Print the environment that points jeton at a running sandbox'
