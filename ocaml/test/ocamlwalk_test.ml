(* SPDX-License-Identifier: MIT *)
(* The library, told by a listener of this program's own. NOTIFY_SOCKET is asked for once in a process, so each claim is
   tried in a child with a listener, or what stands for one, of its own. *)

let folder =
  let name = Filename.temp_file "ocamlwalk" ".test" in
  Sys.remove name;
  Unix.mkdir name 0o700;
  name

let path = Filename.concat folder "listener"

let listen address =
  let socket = Unix.socket ~cloexec:true Unix.PF_UNIX Unix.SOCK_DGRAM 0 in
  Unix.bind socket address;
  Unix.set_nonblock socket;
  socket

(* All datagrams that wait, the oldest first. *)
let rec hear socket =
  let packet = Bytes.create 8192 in
  match Unix.recv socket packet 0 8192 [] with
  | len ->
      let first = Bytes.sub_string packet 0 len in
      first :: hear socket
  | exception Unix.Unix_error ((Unix.EAGAIN | Unix.EWOULDBLOCK), _, _) -> []

let lines socket = List.concat (List.map (String.split_on_char '\n') (hear socket))

let rec first count = function x :: rest when count > 0 -> x :: first (count - 1) rest | _ -> []

let expect what expected actual =
  if expected <> actual then begin
    let quoted words = String.concat "; " (List.map (Printf.sprintf "%S") words) in
    Printf.eprintf "%s:\n  expected [%s]\n  was      [%s]\n%!" what (quoted expected) (quoted actual);
    Unix._exit 1
  end

let claim what truth = if not truth then begin prerr_endline ("not so: " ^ what); Unix._exit 1 end
let failures = ref 0

(* In a child, that SIGPIPE would kill. *)
let test name body =
  match Unix.fork () with
  | 0 ->
      Sys.set_signal Sys.sigpipe Sys.Signal_default;
      ignore (Unix.alarm 60);
      (try body () with reason -> claim ("no exception: " ^ Printexc.to_string reason) false);
      Unix._exit 0
  | child ->
      let _, status = Unix.waitpid [] child in
      if Sys.file_exists path then Sys.remove path;
      if status <> Unix.WEXITED 0 then begin
        incr failures;
        Printf.eprintf "FAILED: %s%s\n%!" name (match status with Unix.WSIGNALED _ -> ", by a signal" | _ -> "")
      end

let heard name body =
  test name (fun () ->
      let socket = listen (Unix.ADDR_UNIX path) in
      Unix.putenv "NOTIFY_SOCKET" path;
      body socket)

let tell_everything () =
  Ocamlwalk.status "a";
  Ocamlwalk.statusf "%d" 1;
  Ocamlwalk.title "b";
  Ocamlwalk.progress 0.5;
  Ocamlwalk.ready ();
  Ocamlwalk.failed "c";
  Ocamlwalk.stopping ();
  Ocamlwalk.flush ();
  claim "a result" (Ocamlwalk.with_progress ~total:2 (fun advance -> advance 1; 7) = 7);
  claim "a list" (List.of_seq (Ocamlwalk.watch_list [ 1; 2; 3 ]) = [ 1; 2; 3 ])

let each_kind socket =
  tell_everything ();
  expect "each kind"
    [ "STATUS=a"; "STATUS=1"; "X_OCAMLWALK_TITLE=b"; "X_OCAMLWALK_PROGRESS=0.50"; "READY=1"; "STATUS=c";
      "X_OCAMLWALK_FAILED=c"; "STOPPING=1" ]
    (first 8 (lines socket))

let words socket =
  let long = String.concat "" (List.init 300 (fun _ -> "\xe2\x80\xa6")) in
  let table =
    [ ("a\nREADY=1", "a READY=1"); ("a\rb\tc\000d\x1b[31m\x7f", "a b c d [31m "); ("\xc2\x9b31m", " 31m");
      ("caf\xe9", "caf?"); ("\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9"); ("\xed\xa0\x80", "???"); ("\xc0\x80", "??");
      ("\xf4\x90\x80\x80", "????"); ("\xf0\x9f\x90\xaa", "\xf0\x9f\x90\xaa"); ("\xe2\x82", "??"); ("  done\n", "done");
      ("", ""); (long, String.sub long 0 510); (String.make 9000 'x', String.make 511 'x') ]
  in
  let is_told (said, told) =
    Ocamlwalk.status said;
    Ocamlwalk.flush ();
    expect (String.escaped said) [ "STATUS=" ^ told ] (lines socket)
  in
  List.iter is_told table

let fractions socket =
  let is_told (fraction, told) =
    Ocamlwalk.progress fraction;
    Ocamlwalk.flush ();
    expect (string_of_float fraction) told (lines socket)
  in
  List.iter is_told
    [ (0.29, [ "X_OCAMLWALK_PROGRESS=0.29" ]); (0.291, []); (nan, []); (-3., [ "X_OCAMLWALK_PROGRESS=0.00" ]);
      (infinity, [ "X_OCAMLWALK_PROGRESS=1.00" ]); (1.5, []); (neg_infinity, [ "X_OCAMLWALK_PROGRESS=0.00" ]) ]

(* A burst, then twenty a second; what waits goes along with what does not wait, once. *)
let pace socket =
  let begun = Unix.gettimeofday () and heard = ref [] in
  for i = 1 to 200_000 do
    Ocamlwalk.status (string_of_int i);
    if i mod 1000 = 0 then heard := !heard @ hear socket
  done;
  Ocamlwalk.ready ();
  let spent_s = Unix.gettimeofday () -. begun and heard = !heard @ hear socket in
  let most = 10 + int_of_float (spent_s /. 0.05) in
  claim (Printf.sprintf "%d messages in %.3f s" (List.length heard) spent_s) (List.length heard <= most);
  claim "a burst" (List.length heard >= 8);
  expect "the last" [ "STATUS=200000\nREADY=1" ] [ List.nth heard (List.length heard - 1) ];
  Ocamlwalk.flush ();
  expect "nothing waits" [] (hear socket)

let last socket = match List.rev (lines socket) with line :: _ -> line | [] -> "nothing"

let counted socket =
  Ocamlwalk.with_progress ~total:100_000 (fun advance ->
      for i = 1 to 100_000 do
        advance 1;
        if i mod 1000 = 0 then ignore (hear socket)
      done);
  expect "all" [ "X_OCAMLWALK_PROGRESS=1.00" ] [ last socket ];
  (match Ocamlwalk.with_progress ~total:100 (fun advance -> for _ = 1 to 29 do advance 1 done; raise Exit) with
  | () -> claim "it raises" false
  | exception Exit -> expect "as far as it came" [ "X_OCAMLWALK_PROGRESS=0.29" ] [ last socket ]);
  Ocamlwalk.with_progress ~total:max_int (fun advance -> advance (max_int / 4); Ocamlwalk.flush ();
      expect "a quarter of very many" [ "X_OCAMLWALK_PROGRESS=0.25" ] [ last socket ]);
  ignore (hear socket);
  Ocamlwalk.with_progress ~total:0 (fun advance -> advance 1);
  Ocamlwalk.with_progress ~total:(-1) (fun advance -> advance 1);
  expect "none" [] (hear socket)

let watched socket =
  let seq = Ocamlwalk.watch_list [ 1; 2; 3; 4 ] in
  claim "the list" (List.of_seq seq = [ 1; 2; 3; 4 ]);
  expect "each element"
    [ "X_OCAMLWALK_PROGRESS=0.00"; "X_OCAMLWALK_PROGRESS=0.25"; "X_OCAMLWALK_PROGRESS=0.50"; "X_OCAMLWALK_PROGRESS=0.75";
      "X_OCAMLWALK_PROGRESS=1.00" ]
    (lines socket);
  claim "again" (List.of_seq seq = [ 1; 2; 3; 4 ]);
  expect "its end, again" [ "X_OCAMLWALK_PROGRESS=1.00" ] [ last socket ];
  claim "longer than it said" (List.length (List.of_seq (Ocamlwalk.watch_seq ~total:2 (List.to_seq [ 1; 2; 3 ]))) = 3);
  claim "none" (List.of_seq (Ocamlwalk.watch_list ([] : int list)) = [])

let channels socket =
  let file = Filename.concat folder "lines" in
  let out = open_out file in
  for i = 1 to 20_000 do Printf.fprintf out "%d\n" i done;
  close_out out;
  let channel = open_in file in
  let heard_on count _ =
    if count mod 1000 = 0 then ignore (hear socket);
    count + 1
  in
  let count = Seq.fold_left heard_on 0 (Ocamlwalk.watch_lines channel) in
  close_in channel;
  Sys.remove file;
  claim "all lines" (count = 20_000);
  expect "its end" [ "X_OCAMLWALK_PROGRESS=1.00" ] [ last socket ];
  let reader, writer = Unix.pipe () in
  ignore (Unix.write_substring writer "a\nb" 0 3);
  Unix.close writer;
  claim "a pipe" (List.of_seq (Ocamlwalk.watch_lines (Unix.in_channel_of_descr reader)) = [ "a"; "b" ]);
  expect "of which nothing is told" [] (hear socket)

let descriptors () = Array.length (Sys.readdir "/proc/self/fd")

let leaves_nothing_open socket =
  let before = if Sys.file_exists "/proc/self/fd" then descriptors () else 0 in
  tell_everything ();
  claim "as many descriptors as before" (before = 0 || descriptors () = before);
  ignore (hear socket)

(* The queue is full: it neither waits nor raises, and goes on when there is room. *)
let full_queue socket =
  let other = Unix.socket Unix.PF_UNIX Unix.SOCK_DGRAM 0 in
  Unix.set_nonblock other;
  (try while true do ignore (Unix.sendto_substring other "x" 0 1 [] (Unix.ADDR_UNIX path)) done
   with Unix.Unix_error _ -> ());
  Ocamlwalk.status "waits";
  Ocamlwalk.ready ();
  claim "only the others'" (List.for_all (( = ) "x") (hear socket));
  Ocamlwalk.flush ();
  expect "room again" [ "STATUS=waits\nREADY=1" ] (hear socket)

let full_table socket =
  let rec fill opened = match Unix.dup Unix.stdin with fd -> fill (fd :: opened) | exception Unix.Unix_error _ -> opened in
  let opened = fill [] in
  Ocamlwalk.status "waits";
  List.iter Unix.close opened;
  claim "still there" (Ocamlwalk.is_heard ());
  Ocamlwalk.flush ();
  expect "a descriptor again" [ "STATUS=waits" ] (hear socket)

let closed socket =
  Ocamlwalk.status "a";
  Unix.close socket;
  tell_everything ();
  claim "it has gone" (not (Ocamlwalk.is_heard ()))

let shut socket =
  Unix.shutdown socket Unix.SHUTDOWN_RECEIVE;
  tell_everything ();
  claim "it has gone" (not (Ocamlwalk.is_heard ()))

(* What waits is each one's to tell. *)
let forked socket =
  for _ = 1 to 100 do Ocamlwalk.status "of both" done;
  ignore (hear socket);
  let child = Unix.fork () in
  if child = 0 then begin
    Ocamlwalk.progress 0.3;
    Ocamlwalk.flush ();
    Unix._exit 0
  end;
  ignore (Unix.waitpid [] child);
  expect "the child's" [ "X_OCAMLWALK_PROGRESS=0.30"; "STATUS=of both" ] (lines socket);
  Ocamlwalk.flush ();
  expect "the parent's" [ "STATUS=of both" ] (lines socket)

(* A daemon closes what it does not know, and opens something else: nothing of ours goes there. *)
let stranger's_descriptor socket =
  Ocamlwalk.status "a";
  let opened = List.init 20 (fun _ -> Unix.socketpair Unix.PF_UNIX Unix.SOCK_DGRAM 0) in
  Ocamlwalk.status "b";
  expect "both" [ "STATUS=a"; "STATUS=b" ] (lines socket);
  let is_silent (ours, others) =
    Unix.set_nonblock ours;
    Unix.set_nonblock others;
    expect "nothing" [] (hear ours @ hear others)
  in
  List.iter is_silent opened

let unheard socket_name =
  test ("nobody: " ^ socket_name) (fun () ->
      Unix.putenv "NOTIFY_SOCKET" socket_name;
      tell_everything ();
      claim "nobody" (not (Ocamlwalk.is_heard ()));
      Ocamlwalk.statusf "%t" (fun _ -> claim "nothing is formatted" false);
      let seq = List.to_seq [ 1 ] in
      claim "the sequence itself" (Ocamlwalk.watch_seq ~total:1 seq == seq))

let abstract () =
  let name = Printf.sprintf "ocamlwalk-test-%d" (Unix.getpid ()) in
  let socket = listen (Unix.ADDR_UNIX ("\000" ^ name)) in
  Unix.putenv "NOTIFY_SOCKET" ("@" ^ name);
  Ocamlwalk.ready ();
  expect "by an abstract name" [ "READY=1" ] (lines socket)

let () =
  heard "each kind" each_kind;
  heard "words" words;
  heard "fractions" fractions;
  heard "pace" pace;
  heard "counted" counted;
  heard "watched" watched;
  heard "channels" channels;
  heard "leaves nothing open" leaves_nothing_open;
  heard "full queue" full_queue;
  heard "full table" full_table;
  heard "closed" closed;
  heard "shut" shut;
  heard "forked" forked;
  heard "a stranger's descriptor" stranger's_descriptor;
  if Sys.file_exists "/proc/self/fd" then test "abstract" abstract;
  List.iter unheard
    [ ""; "@"; "/"; "relative"; "vsock:2:1234"; "/nonexistent/listener"; "/dev/null"; "/" ^ String.make 300 'x' ];
  Unix.rmdir folder;
  exit (min 1 !failures)
