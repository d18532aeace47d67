(* SPDX-License-Identifier: MIT *)
(* The quick program: it speaks at once, so the camel has no time to appear. *)

let () = print_endline "Hello, world!"
