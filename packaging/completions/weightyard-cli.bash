# shellcheck shell=bash
# Completion of weightyard-cli for bash. The program itself says what can stand at a place; it reads its catalogue and the library, and
# nothing else. Needs no bash-completion, and bash 3.2 is enough.
_weightyard_cli() {
    local program=${COMP_WORDS[0]/#\~/$HOME} rest=${COMP_LINE:0:COMP_POINT} words=() last=-1 i part trimmed
    # bash splits words at "=" and ":", too: parts without a space between them are put together again.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        trimmed=${rest#"${rest%%[![:space:]]*}"}
        part=${COMP_WORDS[i]}
        [ "$i" -lt "$COMP_CWORD" ] || part=$trimmed
        if [ "$i" = 0 ] || [ "$trimmed" != "$rest" ]; then
            last=$((last + 1))
            words[last]=
        fi
        words[last]=${words[last]}${part//[\\\'\"]/}
        rest=${trimmed#"$part"}
    done

    # Only what stands behind the last of these signs is replaced.
    local word=${words[last]} before="" answer
    case $COMP_WORDBREAKS in *=*) before=${word%"${word##*=}"} ;; esac
    case $COMP_WORDBREAKS in *:*)
        part=${word%"${word##*:}"}
        [ ${#part} -le ${#before} ] || before=$part
        ;;
    esac
    COMPREPLY=()
    while IFS= read -r answer; do
        case $answer in
        :folders) compopt -o dirnames 2>/dev/null ;;
        :files) compopt -o default 2>/dev/null ;;
        *)
            answer=${answer%%$'\t'*}
            if [ "${answer:0:${#before}}" = "$before" ]; then
                COMPREPLY[${#COMPREPLY[@]}]=${answer:${#before}}
            fi
            ;;
        esac
    done < <("$program" __complete "${words[@]:1}" 2>/dev/null)
}
complete -F _weightyard_cli weightyard-cli
