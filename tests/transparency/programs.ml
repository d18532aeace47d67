(* SPDX-License-Identifier: MIT *)
(* Programs as they are written: threads, processes, sockets, a stack that is too deep, an exception
   that nobody catches. *)

let threads () =
  let total = ref 0 and lock = Mutex.create () in
  let count n =
    for _ = 1 to 1000 do
      Mutex.lock lock; total := !total + n; Mutex.unlock lock; Thread.yield ()
    done
  in
  List.init 4 (Thread.create count) |> List.iter Thread.join;
  Printf.printf "total %d\n" !total

let processes () =
  let reader, writer = Unix.pipe () in
  match Unix.fork () with
  | 0 ->
    ignore (Unix.write_substring writer "from the child" 0 14);
    Unix._exit 5
  | child ->
    let bytes = Bytes.create 14 in
    ignore (Unix.read reader bytes 0 14);
    let pid, status = Unix.waitpid [] child in
    Printf.printf "%s %b %b\n" (Bytes.to_string bytes) (pid = child) (status = Unix.WEXITED 5);
    Printf.printf "system %b\n" (Unix.system "exit 7" = Unix.WEXITED 7);
    let input = Unix.open_process_in "echo piped" in
    print_endline (input_line input);
    ignore (Unix.close_process_in input)

let sockets () =
  let server = Unix.socket Unix.PF_INET Unix.SOCK_STREAM 0 in
  Unix.bind server (Unix.ADDR_INET (Unix.inet_addr_loopback, 0));
  Unix.listen server 1;
  let echo () =
    let peer, _ = Unix.accept server in
    let bytes = Bytes.create 100 in
    let n = Unix.read peer bytes 0 100 in
    ignore (Unix.write peer bytes 0 n);
    Unix.close peer
  in
  let thread = Thread.create echo () in
  let client = Unix.socket Unix.PF_INET Unix.SOCK_STREAM 0 in
  Unix.connect client (Unix.getsockname server);
  ignore (Unix.write_substring client "over a socket" 0 13);
  let bytes = Bytes.create 100 in
  let n = Unix.read client bytes 0 100 in
  print_endline (Bytes.sub_string bytes 0 n);
  Thread.join thread

let rec deep n = 1 + deep (n + 1)

let signals () =
  let alarms = ref 0 in
  Sys.set_signal Sys.sigalrm (Sys.Signal_handle (fun _ -> incr alarms));
  ignore (Unix.setitimer Unix.ITIMER_REAL { Unix.it_interval = 0.01; it_value = 0.01 });
  while !alarms < 3 do try Unix.sleepf 0.1 with Unix.Unix_error (Unix.EINTR, _, _) -> () done;
  print_endline "three alarms"

let () =
  match Sys.argv.(1) with
  | "threads" -> threads ()
  | "processes" -> processes ()
  | "sockets" -> sockets ()
  | "deep" -> Printf.printf "%d\n" (deep 0)
  | "uncaught" -> at_exit (fun () -> print_endline "at exit"); failwith "nobody catches this"
  | "signals" -> signals ()
  | word -> prerr_endline ("no " ^ word); exit 2
