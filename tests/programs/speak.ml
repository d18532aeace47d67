(* SPDX-License-Identifier: MIT *)
(* The program the end-to-end tests launch: it does what its arguments say, in their order, and
   answers on the descriptors it was given. speak.c is its native twin, with the same words.

     speak.byte await go print hello exit 3       waits for the file "go", prints, exits with 3

   Every answer is one write(2), so that a test may tell first bytes from second ones. *)

let signals =
  [ "HUP", Sys.sighup; "INT", Sys.sigint; "QUIT", Sys.sigquit; "ILL", Sys.sigill;
    "TRAP", Sys.sigtrap; "ABRT", Sys.sigabrt; "BUS", Sys.sigbus; "FPE", Sys.sigfpe;
    "KILL", Sys.sigkill; "USR1", Sys.sigusr1; "SEGV", Sys.sigsegv; "USR2", Sys.sigusr2;
    "PIPE", Sys.sigpipe; "ALRM", Sys.sigalrm; "TERM", Sys.sigterm; "CHLD", Sys.sigchld;
    "CONT", Sys.sigcont; "STOP", Sys.sigstop; "TSTP", Sys.sigtstp; "TTIN", Sys.sigttin;
    "TTOU", Sys.sigttou; "URG", Sys.sigurg; "XCPU", Sys.sigxcpu; "XFSZ", Sys.sigxfsz;
    "VTALRM", Sys.sigvtalrm; "PROF", Sys.sigprof; "SYS", Sys.sigsys ]

(* A name, or the system's own number where OCaml has no name: the real-time signals. *)
let signal_of word =
  match List.assoc_opt word signals with Some s -> s | None -> int_of_string word

let fd_of_int : int -> Unix.file_descr = Obj.magic

let write fd text =
  let rec go from =
    if from < String.length text then
      go (from + Unix.write_substring fd text from (String.length text - from))
  in
  go 0

let say text = write Unix.stdout (text ^ "\n")

(* The n-th word after the name of the command, which may hold anything, brackets and blanks too. *)
let stat_field n =
  let ic = open_in "/proc/self/stat" in
  let line = input_line ic in
  close_in ic;
  let rest = String.rindex line ')' + 2 in
  List.nth (String.split_on_char ' ' (String.sub line rest (String.length line - rest))) n

let read_line_unbuffered () =
  let buffer = Buffer.create 80 and byte = Bytes.create 1 in
  let rec go () =
    match Unix.read Unix.stdin byte 0 1 with
    | 0 -> if Buffer.length buffer = 0 then "eof" else "read: " ^ Buffer.contents buffer
    | _ when Bytes.get byte 0 = '\n' -> "read: " ^ Buffer.contents buffer
    | _ -> Buffer.add_bytes buffer byte; go ()
    | exception Unix.Unix_error (Unix.EINTR, _, _) -> go ()
  in
  go ()

let open_fds () =
  let is_open n =
    match Unix.fstat (fd_of_int n) with _ -> true | exception Unix.Unix_error _ -> false in
  List.init 64 Fun.id |> List.filter is_open |> List.map string_of_int |> String.concat " "

let spin ms =
  let until = Unix.gettimeofday () +. (float ms /. 1000.) in
  while Unix.gettimeofday () < until do () done

(* Until the processor has been given for so long. *)
let compute ms =
  let until = Sys.time () +. (float ms /. 1000.) in
  while Sys.time () < until do () done

let silent ms = Unix.sleepf (float ms /. 1000.)

let notify text =
  match Sys.getenv_opt "NOTIFY_SOCKET" with
  | None | Some "" -> ()
  | Some name ->
    let path = if name.[0] = '@' then "\000" ^ String.sub name 1 (String.length name - 1) else name in
    let socket = Unix.socket ~cloexec:true Unix.PF_UNIX Unix.SOCK_DGRAM 0 in
    ignore (Unix.sendto_substring socket text 0 (String.length text) [] (Unix.ADDR_UNIX path));
    Unix.close socket

let handled = ref 0

(* Handlers run at OCaml's safe points, so the count is looked at, not waited for in sigsuspend. *)
let wait_signal () = while !handled = 0 do silent 5 done; decr handled

(* Not to wait for it is the point: the child must outlive us, or speak when we are long silent. *)
let in_child act = if Unix.fork () = 0 then (act (); Unix._exit 0)

let rec obey = function
  | [] -> ()
  | "exit" :: status :: _ -> exit (int_of_string status)
  | "die" :: signal :: rest ->
    let signal = signal_of signal in
    Unix.kill (Unix.getpid ()) signal;
    silent 2000; obey rest
  | "silent" :: ms :: rest -> silent (int_of_string ms); obey rest
  | "spin" :: ms :: rest -> spin (int_of_string ms); obey rest
  | "compute" :: ms :: rest -> compute (int_of_string ms); obey rest
  | "await" :: path :: rest -> while not (Sys.file_exists path) do silent 2 done; obey rest
  | "touch" :: path :: rest ->
    Unix.close (Unix.openfile path Unix.[O_WRONLY; O_CREAT; O_CLOEXEC] 0o644); obey rest
  | "print" :: text :: rest -> say text; obey rest
  | "put" :: text :: rest -> write Unix.stdout text; obey rest
  | "eprint" :: text :: rest -> write Unix.stderr (text ^ "\n"); obey rest
  | "flood" :: count :: rest -> write Unix.stdout (String.make (int_of_string count) 'x'); obey rest
  | "stop-self" :: rest -> Unix.kill (Unix.getpid ()) Sys.sigstop; obey rest
  | "read" :: rest -> say (read_line_unbuffered ()); obey rest
  | "fork-print" :: text :: rest ->
    in_child (fun () -> say text); ignore (Unix.wait ()); obey rest
  | "fork-late" :: ms :: text :: rest ->
    in_child (fun () -> silent (int_of_string ms); say text); obey rest
  | "pid" :: rest -> say (string_of_int (Unix.getpid ())); obey rest
  | "pgid" :: rest -> say (stat_field 2); obey rest
  | "sid" :: rest -> say (stat_field 3); obey rest
  | "cwd" :: rest -> say (Sys.getcwd ()); obey rest
  | "args" :: rest -> List.iter say rest
  | "env" :: name :: rest ->
    say (match Sys.getenv_opt name with Some v -> name ^ "=" ^ v | None -> name ^ " unset"); obey rest
  | "fds" :: rest -> say ("fds: " ^ open_fds ()); obey rest
  | "close" :: fd :: rest -> Unix.close (fd_of_int (int_of_string fd)); obey rest
  | "wait-child" :: rest ->
    say (match Unix.wait () with
        | _ -> "a child"
        | exception Unix.Unix_error (Unix.ECHILD, _, _) -> "no child");
    obey rest
  | "ignore" :: signal :: rest -> Sys.set_signal (signal_of signal) Sys.Signal_ignore; obey rest
  | "handle" :: signal :: text :: rest ->
    Sys.set_signal (signal_of signal) (Sys.Signal_handle (fun _ -> incr handled; say text)); obey rest
  | "wait-signal" :: rest -> wait_signal (); obey rest
  | "thread" :: ms :: rest ->
    Thread.join (Thread.create silent (int_of_string ms)); obey rest
  | "notify" :: text :: rest -> notify text; obey rest
  | word :: _ ->
    prerr_endline ("speak: I do not know how to " ^ word); exit 64

let () = obey (List.tl (Array.to_list Sys.argv))
