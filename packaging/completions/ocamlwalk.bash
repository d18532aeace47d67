# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Completions of ocamlwalk for bash: its own options, then a program, then what the program's own completion knows.
# Needs no more of bash-completion than its loader; with it, the program's arguments are the program's.

_ocamlwalk_reply() {
    local word
    COMPREPLY=()
    while read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen "$@")
}

# $1: what follows the '=' of an option. bash splits words at '=': the answers are the value alone.
_ocamlwalk_value() {
    local option=$1 value=$2
    case $option in
    --splash) _ocamlwalk_reply -W 'auto always never' -- "$value" ;;
    --sound | --memory) _ocamlwalk_reply -W 'on off' -- "$value" ;;
    --on-failure) _ocamlwalk_reply -W 'show quiet' -- "$value" ;;
    --until) _ocamlwalk_signs "$value" ;;
    --theme | --check-theme)
        _ocamlwalk_reply -W "$(ocamlwalk --list-themes 2>/dev/null | cut -f 1)" -f -- "$value"
        compopt -o filenames
        ;;
    --trace | --sheet | --install-theme)
        _ocamlwalk_reply -f -- "$value"
        compopt -o filenames
        ;;
    --runtime) _ocamlwalk_reply -c -- "$value" ;;
    --position)
        _ocamlwalk_reply -W 'center top bottom left right top-left top-right bottom-left bottom-right pointer' -- "$value"
        ;;
    --scale) _ocamlwalk_reply -W "1 2 3" -- "$value" ;;
    --delay) _ocamlwalk_reply -W '0 250 1000' -- "$value" ;;
    --timeout) _ocamlwalk_reply -W '0 10 60' -- "$value" ;;
    --volume) _ocamlwalk_reply -W '0 30 60 100' -- "$value" ;;
    --fade) _ocamlwalk_reply -W '0 120' -- "$value" ;;
    esac
}

# A list: only its last word is open.
_ocamlwalk_signs() {
    local before='' open=$1
    if [[ $open == *,* ]]; then
        before=${open%,*},
        open=${open##*,}
    fi
    compopt -o nospace
    _ocamlwalk_reply -P "$before" -W 'output exit window terminal listening ready dismiss' -- "$open"
}

# The place of the program among the words, or of the word at the cursor if there is none yet.
_ocamlwalk_program_at() {
    local at
    for ((at = 1; at < COMP_CWORD; at++)); do
        case ${COMP_WORDS[at]} in
        --) at=$((at + 1)) && break ;;
        =) at=$((at + 1)) ;; # and the value after it
        -*) ;;
        *)
            [[ ${COMP_WORDS[at - 1]} == = ]] || break
            ;;
        esac
    done
    echo "$at"
}

_ocamlwalk() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} at
    at=$(_ocamlwalk_program_at)
    COMPREPLY=()
    if ((at < COMP_CWORD)); then
        if declare -F _command_offset >/dev/null; then
            _command_offset "$at"
        else
            _ocamlwalk_reply -f -- "$word"
            compopt -o filenames
        fi
    elif [[ $word == = ]]; then
        _ocamlwalk_value "$before" ''
    elif [[ $before == = ]]; then
        _ocamlwalk_value "${COMP_WORDS[COMP_CWORD - 2]}" "$word"
    elif [[ $word == -* && ${COMP_WORDS[at - 1]} != -- ]]; then
        _ocamlwalk_reply -W '--splash= --delay= --until= --timeout= --theme= --sound= --volume= --title= --position=
            --still --fade= --exec --memory= --on-failure= --hold --runtime= --trace= --why --demo --play --list-themes
            --check-theme= --install-theme= --force --sheet= --scale= --forget --version --help' -- "$word"
        [[ ${COMPREPLY[*]} == *= ]] && compopt -o nospace
    else
        _ocamlwalk_reply -c -- "$word"
        _ocamlwalk_add_files "$word"
        compopt -o filenames
    fi
}

_ocamlwalk_add_files() {
    local file
    while read -r file; do
        COMPREPLY+=("$file")
    done < <(compgen -f -- "$1")
}

complete -F _ocamlwalk ocamlwalk
