(* SPDX-License-Identifier: MIT *)
(* A program that is slow to start for a good reason: it searches before it has anything to say.
   From n go to n / 2 when n is even, to 3n + 1 when it is odd, until 1: which start takes longest?
   It searches for so many seconds, not so many numbers, so that it is as slow on every machine. *)

let seconds = if Array.length Sys.argv > 1 then float_of_string Sys.argv.(1) else 3.

let rec steps count n =
  if n = 1 then count
  else steps (count + 1) (if n land 1 = 0 then n / 2 else 3 * n + 1)

let rec search n longest_start longest =
  if n land 1023 = 0 && Sys.time () >= seconds then (n, longest_start, longest)
  else
    let here = steps 0 n in
    if here > longest then search (n + 1) n here else search (n + 1) longest_start longest

let () =
  let tried, start, count = search 1 1 0 in
  Printf.printf "Of the numbers below %d, %d takes the longest way to 1: %d steps.\n" tried start count
