(* SPDX-License-Identifier: MIT *)
(* Programs to be measured while they run.
   work N: N million rounds of arithmetic, then one line.
   pour SIZE COUNT: that many writes of so many bytes on stdout; on stderr, at the end, the seconds
   that they took after the first one. *)

let work millions =
  let sum = ref 0 in
  for i = 1 to millions * 1_000_000 do
    sum := (!sum + i) land 0xffffff
  done;
  Printf.printf "%d\n" !sum

let write_all bytes =
  let len = Bytes.length bytes in
  let rec go from = if from < len then go (from + Unix.write Unix.stdout bytes from (len - from)) in
  go 0

let pour size count =
  let bytes = Bytes.make size 'x' in
  write_all bytes;
  Unix.sleepf 0.3 (* whoever waits for the first byte has heard it now *);
  let start = Unix.gettimeofday () in
  for _ = 1 to count do
    write_all bytes
  done;
  Printf.eprintf "%.6f\n" (Unix.gettimeofday () -. start)

let () =
  match Array.to_list Sys.argv with
  | [ _; "work"; millions ] -> work (int_of_string millions)
  | [ _; "pour"; size; count ] -> pour (int_of_string size) (int_of_string count)
  | _ -> prerr_endline "use: work N | pour SIZE COUNT"; exit 2
