# SPDX-License-Identifier: MIT
# Completions of ocamlwalk-plate for bash.

_ocamlwalk_plate() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    [ "$previous" != '=' ] || previous=${COMP_WORDS[COMP_CWORD - 2]}
    [ "$current" != '=' ] || current=''
    case $previous in
    -o | --output) mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    --columns | --rows | --key | --loop | --frame-ms | --stride) COMPREPLY=() ;;
    --sound) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    *)
        if [[ $current == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W '-o --output= --columns= --rows= --key= --loop= --frame-ms= --stride= --sound= --preview --force --version --help' -- "$current")
            [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace
        elif [ "$COMP_CWORD" -eq 1 ]; then
            mapfile -t COMPREPLY < <(compgen -W import -- "$current"; compgen -f -- "$current")
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
        fi
        ;;
    esac
}
complete -o filenames -F _ocamlwalk_plate ocamlwalk-plate
