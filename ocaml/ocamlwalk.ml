(* SPDX-License-Identifier: MIT *)
(* Telling whoever started the program what it does, by sd_notify's datagrams. Keeps what waits to be sent, and no
   descriptor.

   Threads and domains see immutable records behind two references, so each sees a whole one, whoever else is at it. There
   is no lock: before OCaml 5 that would need the threads library, and a signal handler that tells would wait for itself. *)

let words_max = 127 (* bytes: what the launcher keeps of them *)
let spacing_s = 0.05
let ahead_s = 0.4 (* eight in a row: the kernel's queue holds ten, unix(7) *)

(* --- The listener -------------------------------------------------------------------------------- *)

type listener = Unasked | Nobody | At of Unix.sockaddr

let listener = ref Unasked

let listener_named name =
  match name.[0] with
  | '/' -> At (Unix.ADDR_UNIX name)
  | '@' -> At (Unix.ADDR_UNIX ("\000" ^ String.sub name 1 (String.length name - 1)))
  | _ -> Nobody

let ask () =
  (listener :=
     match Sys.getenv_opt "NOTIFY_SOCKET" with
     | None | Some "" -> Nobody
     | Some name -> listener_named name);
  !listener <> Nobody

let is_heard () = match !listener with Nobody -> false | At _ -> true | Unasked -> ask ()

type outcome = Sent | Full | Refused

let outcome_of = function
  | Unix.EAGAIN | Unix.EWOULDBLOCK | Unix.EINTR | Unix.ENOBUFS | Unix.ENOMEM | Unix.EMFILE | Unix.ENFILE -> Full
  | _ -> Refused

let close socket = try Unix.close socket with Unix.Unix_error _ -> ()

(* A datagram raises no SIGPIPE, whoever has gone. *)
let send address packet =
  match Unix.socket ~cloexec:true Unix.PF_UNIX Unix.SOCK_DGRAM 0 with
  | exception Unix.Unix_error (error, _, _) -> outcome_of error
  | socket -> (
      (* A signal handler may raise in here. *)
      Fun.protect ~finally:(fun () -> close socket) @@ fun () ->
      try
        Unix.set_nonblock socket;
        ignore (Unix.sendto_substring socket packet 0 (String.length packet) [] address);
        Sent
      with Unix.Unix_error (error, _, _) -> outcome_of error)

(* --- Messages ------------------------------------------------------------------------------------ *)

type key = Ready | Stopping | Title | Status | Progress | Failed
type value = Yes | Words of string | Percent of int

(* The length of the character at FROM; 0: what stands there is not UTF-8. *)
let character_len text from =
  let byte at = if at < String.length text then Char.code text.[at] else 0 in
  let continues at = byte at land 0xc0 = 0x80 in
  let second = byte (from + 1) in
  match byte from with
  | lead when lead < 0x80 -> 1
  | lead when lead < 0xc2 -> 0
  | lead when lead < 0xe0 -> if continues (from + 1) then 2 else 0
  | lead when lead < 0xf0 ->
      let overlong = lead = 0xe0 && second < 0xa0 and surrogate = lead = 0xed && second > 0x9f in
      if continues (from + 1) && continues (from + 2) && not (overlong || surrogate) then 3 else 0
  | lead when lead < 0xf5 ->
      let overlong = lead = 0xf0 && second < 0x90 and beyond = lead = 0xf4 && second > 0x8f in
      if continues (from + 1) && continues (from + 2) && continues (from + 3) && not (overlong || beyond) then 4 else 0
  | _ -> 0

let is_control text from len =
  match Char.code text.[from] with
  | 0xc2 when len = 2 -> Char.code text.[from + 1] < 0xa0
  | byte -> byte < 0x20 || byte = 0x7f

let clean words =
  let text = String.trim words and out = Buffer.create words_max in
  let rec go from =
    if from < String.length text then begin
      let len = character_len text from in
      let piece = if len = 0 then "?" else if is_control text from len then " " else String.sub text from len in
      if Buffer.length out + String.length piece <= words_max then begin
        Buffer.add_string out piece;
        go (from + max 1 len)
      end
    end
  in
  go 0;
  Buffer.contents out

let name = function
  | Ready -> "READY"
  | Stopping -> "STOPPING"
  | Title -> "X_OCAMLWALK_TITLE"
  | Status -> "STATUS"
  | Progress -> "X_OCAMLWALK_PROGRESS"
  | Failed -> "X_OCAMLWALK_FAILED"

let line (key, value) =
  let text =
    match value with
    | Yes -> "1"
    | Words words -> clean words
    | Percent percent -> Printf.sprintf "%d.%02d" (percent / 100) (percent mod 100)
  in
  name key ^ "=" ^ text

(* --- What waits ---------------------------------------------------------------------------------- *)

type state = {
  waiting : (key * value) list; (* the latest of each kind, the latest first *)
  next : float; (* when the next message would be due, were all at an even pace *)
  percent : int; (* told last, or waiting; -1: none *)
  pid : int; (* whose all this is *)
}

let nothing = { waiting = []; next = 0.; percent = -1; pid = 0 }
let state = ref nothing

(* What a parent has left to say is not its child's to say. *)
let own_state () =
  let pid = Unix.getpid () in
  if !state.pid = pid then !state else { nothing with pid }

let put state (key, value) =
  let waiting = (key, value) :: List.remove_assq key state.waiting in
  match value with Percent percent -> { state with waiting; percent } | Yes | Words _ -> { state with waiting }

(* Beyond the farthest that it could be: the clock was set back. *)
let is_due state now =
  let left = state.next -. now in
  left <= ahead_s -. spacing_s || left > ahead_s +. spacing_s

(* Another thread may have put something meanwhile, which is later. *)
let put_back sent =
  let later = !state in
  let is_missed (key, _) = not (List.mem_assq key later.waiting) in
  state := { later with waiting = later.waiting @ List.filter is_missed sent }

let send_all address now told =
  let next = Float.min (Float.max now told.next +. spacing_s) (now +. ahead_s) in
  state := { told with waiting = []; next };
  match send address (String.concat "\n" (List.rev_map line told.waiting)) with
  | Sent -> ()
  | Full -> put_back told.waiting
  | Refused -> listener := Nobody

let tell ~at_once messages =
  match !listener with
  | Nobody | Unasked -> ()
  | At address ->
      let now = Unix.gettimeofday () in
      let told = List.fold_left put (own_state ()) messages in
      if told.waiting <> [] && (at_once || is_due told now) then send_all address now told else state := told

(* --- Words and moments --------------------------------------------------------------------------- *)

let status words = if is_heard () then tell ~at_once:false [ (Status, Words words) ]

let statusf format =
  if is_heard () then Format.kasprintf status format else Format.ikfprintf ignore Format.err_formatter format

let title words = if is_heard () then tell ~at_once:false [ (Title, Words words) ]
let failed words = if is_heard () then tell ~at_once:true [ (Status, Words words); (Failed, Words words) ]
let ready () = if is_heard () then tell ~at_once:true [ (Ready, Yes) ]
let stopping () = if is_heard () then tell ~at_once:true [ (Stopping, Yes) ]
let flush () = if is_heard () then tell ~at_once:true []

(* --- Progress ------------------------------------------------------------------------------------ *)

(* -1: of nan. The least bit more, so that 29 of 100 are 29. *)
let percent_of fraction =
  if fraction >= 1. then 100
  else if fraction >= 0. then int_of_float ((fraction *. 100.) +. 1e-9)
  else if fraction < 0. then 0
  else -1

let tell_percent percent =
  let told = !state in
  if percent >= 0 && (percent <> told.percent || told.waiting <> []) then tell ~at_once:false [ (Progress, Percent percent) ]

let tell_last percent =
  let told = !state in
  if percent <> told.percent || List.mem_assq Progress told.waiting then
    tell ~at_once:true [ (Progress, Percent percent) ]

let progress fraction = if is_heard () then tell_percent (percent_of fraction)
let percent_of_count count total = percent_of (float_of_int count /. float_of_int total)

let with_progress ~total work =
  if total <= 0 || not (is_heard ()) then work ignore
  else begin
    let count = ref 0 in
    let advance more =
      count := !count + more;
      if is_heard () then tell_percent (percent_of_count !count total)
    in
    tell_percent 0;
    match work advance with
    | result ->
        tell_last 100;
        result
    | exception reason ->
        let backtrace = Printexc.get_raw_backtrace () in
        tell_last (percent_of_count !count total);
        Printexc.raise_with_backtrace reason backtrace
  end

let watch_seq ~total seq =
  let rec after count seq () =
    match seq () with
    | Seq.Nil ->
        tell_last 100;
        Seq.Nil
    | Seq.Cons (element, rest) ->
        tell_percent (percent_of_count count total);
        Seq.Cons (element, after (count + 1) rest)
  in
  if total <= 0 || not (is_heard ()) then seq else after 0 seq

let watch_list list =
  if is_heard () then watch_seq ~total:(List.length list) (List.to_seq list) else List.to_seq list

(* 0: it is no file, or an empty one. By its status: to seek its end would move whoever else reads there. *)
let file_size channel =
  match Unix.LargeFile.fstat (Unix.descr_of_in_channel channel) with
  | { Unix.LargeFile.st_kind = Unix.S_REG; st_size; _ } -> Int64.to_float st_size
  | _ | (exception (Unix.Unix_error _ | Sys_error _)) -> 0.

let watch_lines channel =
  let size = if is_heard () then file_size channel else 0. in
  let rec lines () =
    match input_line channel with
    | line ->
        if size > 0. then tell_percent (percent_of (Int64.to_float (LargeFile.pos_in channel) /. size));
        Seq.Cons (line, lines)
    | exception End_of_file ->
        if size > 0. then tell_last 100;
        Seq.Nil
  in
  lines
