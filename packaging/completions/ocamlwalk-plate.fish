# SPDX-License-Identifier: MIT
# Completions of ocamlwalk-plate for fish.

complete -c ocamlwalk-plate -s o -l output -r -d 'The theme'
complete -c ocamlwalk-plate -l columns -x -d 'Panels side by side, 1 to 240'
complete -c ocamlwalk-plate -l rows -x -d 'Panels one below the other, 1 to 240'
complete -c ocamlwalk-plate -l key -x -d 'The colour that is clear'
complete -c ocamlwalk-plate -l loop -x -d 'Exposures that are the walk, 3 to 240'
complete -c ocamlwalk-plate -l frame-ms -x -d 'How long each stands, 10 to 10000 ms'
complete -c ocamlwalk-plate -l stride -x -d 'Ground covered in the walk, -4096 to 4096 px'
complete -c ocamlwalk-plate -l sound -r -d 'The soundtrack, WAV or Ogg'
complete -c ocamlwalk-plate -l preview -d 'Write the contact sheet only, show the walk'
complete -c ocamlwalk-plate -l force -d 'Replace the theme that is there'
complete -c ocamlwalk-plate -l version -d 'Say which version this is'
complete -c ocamlwalk-plate -l help -d 'Say what can be said'
complete -c ocamlwalk-plate -n __fish_is_first_arg -a import -d 'Frames that are cut out already'
