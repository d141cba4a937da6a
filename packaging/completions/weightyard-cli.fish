# Completion of weightyard-cli for fish. The program itself says what can stand at a place; it reads its catalogue and the library, and
# nothing else.
function __weightyard_cli_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l value (string replace -r -- '^--[^=]*=' '' $word)
    set -l before (string match -r -- '^--[^=]*=' $word)
    for line in ($words[1] __complete $words[2..-1] $word 2>/dev/null)
        switch $line
            case ':folders'
                for folder in (__fish_complete_directories $value)
                    echo $before$folder
                end
            case ':files'
                for path in (__fish_complete_path $value)
                    echo $before$path
                end
            case '*'
                echo $line
        end
    end
end
complete -c weightyard-cli -f -a '(__weightyard_cli_complete)'
