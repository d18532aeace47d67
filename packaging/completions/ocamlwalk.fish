# SPDX-License-Identifier: MIT
# Completions of ocamlwalk for fish: its own options, then a program, then what the program's own completion knows.

# The words after the options of ocamlwalk, the one at the cursor included: the program and its arguments.
function __ocamlwalk_program
    set -l words (commandline -opc) (commandline -ct)
    set -e words[1]
    while set -q words[1]; and string match -q -- '-*' $words[1]
        set -l word $words[1]
        set -e words[1]
        test $word = --; and break
    end
    string join \n -- $words
end

# True while the options of ocamlwalk may still come.
function __ocamlwalk_before_program
    test (count (__ocamlwalk_program)) -le 1; and not contains -- -- (commandline -opc)
end

function __ocamlwalk_at_program
    test (count (__ocamlwalk_program)) -le 1
end

function __ocamlwalk_themes
    ocamlwalk --list-themes 2>/dev/null | string replace -r '\t.*' ''
end

function __ocamlwalk_signs
    set -l before (string replace -r -- '^--until=' '' (commandline -ct) | string match -r '.*,')
    printf '%s\n' "$before"{output,exit,window,terminal,listening,ready,dismiss}
end

complete -c ocamlwalk -f
complete -c ocamlwalk -n 'not __ocamlwalk_at_program' -a '(__fish_complete_subcommand --commandline (__ocamlwalk_program))'
complete -c ocamlwalk -n __ocamlwalk_at_program -F -a '(__fish_complete_command)' -d program

complete -c ocamlwalk -n __ocamlwalk_before_program -l splash -x -a 'auto always never' -d 'Whether the camel may come'
complete -c ocamlwalk -n __ocamlwalk_before_program -l delay -x -d 'How long the program is silent first, ms (250)'
complete -c ocamlwalk -n __ocamlwalk_before_program -l until -x -a '(__ocamlwalk_signs)' -d 'Signs of life that send it away'
complete -c ocamlwalk -n __ocamlwalk_before_program -l timeout -x -d 'Send it away after so many seconds (0)'
complete -c ocamlwalk -n __ocamlwalk_before_program -l theme -r -a '(__ocamlwalk_themes)' -d 'What walks'
complete -c ocamlwalk -n __ocamlwalk_before_program -l sound -x -a 'on off' -d 'The soundtrack'
complete -c ocamlwalk -n __ocamlwalk_before_program -l volume -x -d 'Its loudness, percent, 0 to 100 (60)'
complete -c ocamlwalk -n __ocamlwalk_before_program -l title -x -d 'The name under the camel'
complete -c ocamlwalk -n __ocamlwalk_before_program -l position -x -a 'center top bottom left right top-left top-right bottom-left bottom-right pointer' -d 'Where it comes, or X,Y in pixels'
complete -c ocamlwalk -n __ocamlwalk_before_program -l still -d 'One still frame'
complete -c ocamlwalk -n __ocamlwalk_before_program -l fade -x -d 'How long it takes to leave, ms, 0 to 120 (120)'
complete -c ocamlwalk -n __ocamlwalk_before_program -l exec -d 'Become the program, the camel beside it'
complete -c ocamlwalk -n __ocamlwalk_before_program -l memory -x -a 'on off' -d 'Remember how long programs are silent, and where the camel was'
complete -c ocamlwalk -n __ocamlwalk_before_program -l on-failure -x -a 'show quiet' -d 'How a program failed, where there is no terminal'
complete -c ocamlwalk -n __ocamlwalk_before_program -l hold -d 'Keep the terminal open until Enter'
complete -c ocamlwalk -n __ocamlwalk_before_program -l runtime -x -a '(__fish_complete_command)' -d 'The runtime, not the one that the program names'
complete -c ocamlwalk -n __ocamlwalk_before_program -l trace -r -d 'Write the launch as trace events'
complete -c ocamlwalk -n __ocamlwalk_before_program -l why -d 'Say whether a camel would come, run nothing'
complete -c ocamlwalk -n __ocamlwalk_before_program -l demo -d 'The camel without a program'
complete -c ocamlwalk -n __ocamlwalk_before_program -l play -d 'The soundtrack as WAV'
complete -c ocamlwalk -n __ocamlwalk_before_program -l list-themes -d 'The installed themes'
complete -c ocamlwalk -n __ocamlwalk_before_program -l check-theme -r -a '(__ocamlwalk_themes)' -d 'What is wrong with a theme'
complete -c ocamlwalk -n __ocamlwalk_before_program -l install-theme -r -d 'Bring a theme among your own'
complete -c ocamlwalk -n __ocamlwalk_before_program -l force -d 'In the place of another theme'
complete -c ocamlwalk -n __ocamlwalk_before_program -l sheet -r -d 'A contact sheet of a theme, as PNG'
complete -c ocamlwalk -n __ocamlwalk_before_program -l scale -x -a '1 2 3' -d 'Of the sheet'
complete -c ocamlwalk -n __ocamlwalk_before_program -l forget -d 'Forget what is remembered'
complete -c ocamlwalk -n __ocamlwalk_before_program -l version -d 'The version'
complete -c ocamlwalk -n __ocamlwalk_before_program -l help -d 'A summary of the options'
