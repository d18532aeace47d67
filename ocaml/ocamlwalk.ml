(* SPDX-License-Identifier: MIT *)
(* Telling whoever started the program what it does, by sd_notify's datagrams. Keeps what waits to be sent, and no
   descriptor.

   There is no lock: before OCaml 5 that would need the threads library, and a signal handler that tells would wait for
   itself. Each slot is written whole, so the worst that a race does is what the interface says. *)

let words_max = 511 (* bytes: what the launcher keeps of them *)
let spacing_s = 0.05
let burst_s = 0.3 (* of that are saved up at most, which makes eight in a row: the kernel's queue holds ten, unix(7) *)

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

(* --- What waits ---------------------------------------------------------------------------------- *)

(* The latest words of each kind, by its place here. *)
let keys = [| "X_OCAMLWALK_TITLE"; "STATUS"; "X_OCAMLWALK_FAILED"; "STOPPING"; "READY" |]
let title_key = 0
let status_key = 1
let failed_key = 2
let stopping_key = 3
let ready_key = 4
let words = Array.make (Array.length keys) None

type progress = {
  mutable percent : int; (* the latest; -1: none *)
  mutable waits : bool;
}

let latest = { percent = -1; waits = false }
let anything_waits = ref false
let due_s = ref 0. (* when the next message is *)
let sent_s = ref 0.

let packet taken percent =
  let line key = Option.fold ~none:[] ~some:(fun words -> [ keys.(key) ^ "=" ^ clean words ]) taken.(key) in
  let told = List.concat (List.init (Array.length keys) line) in
  if percent < 0 then told
  else Printf.sprintf "X_OCAMLWALK_PROGRESS=%d.%02d" (percent / 100) (percent mod 100) :: told

(* Unless there is something later. *)
let put_back taken percent =
  Array.iteri (fun key it -> if words.(key) = None then words.(key) <- it) taken;
  if percent >= 0 then latest.waits <- true;
  anything_waits := true

(* What another thread puts in here meanwhile stays. *)
let take () =
  anything_waits := false;
  let percent = if latest.waits then latest.percent else -1 in
  latest.waits <- false;
  let taken = Array.copy words in
  Array.iteri (fun key it -> if words.(key) == it then words.(key) <- None) taken;
  (taken, percent)

let send_all now =
  match !listener with
  | Nobody | Unasked -> ()
  | At address -> (
      due_s := Float.min (Float.max (now -. burst_s) (!due_s +. spacing_s)) (now +. spacing_s);
      sent_s := now;
      let taken, percent = take () in
      match packet taken percent with
      | [] -> () (* another domain has taken it along *)
      | lines -> (
          match send address (String.concat "\n" lines) with
          | Sent -> ()
          | Full -> put_back taken percent
          | Refused -> listener := Nobody))

(* Or the clock was set back. Bytecode calls a C function for each float that is made or compared: there are few here. *)
let send_if_due () =
  let now = Unix.gettimeofday () in
  if now >= !due_s || now < !sent_s then send_all now

let put key it =
  words.(key) <- Some it;
  anything_waits := true

let flush () = if is_heard () && !anything_waits then send_all (Unix.gettimeofday ())

let tell key it =
  if is_heard () then begin
    put key it;
    send_if_due ()
  end

let tell_now key it =
  if is_heard () then begin
    put key it;
    flush ()
  end

(* --- Words and moments --------------------------------------------------------------------------- *)

let status words = tell status_key words

let statusf format =
  if is_heard () then Format.kasprintf status format else Format.ikfprintf ignore Format.err_formatter format

let title words = tell title_key words
let ready () = tell_now ready_key "1"
let stopping () = tell_now stopping_key "1"

let failed words =
  if is_heard () then begin
    put status_key words;
    tell_now failed_key words
  end

(* --- Progress ------------------------------------------------------------------------------------ *)

(* -1: of nan. The least bit more, so that 29 of 100 are 29. *)
let percent_of fraction =
  if fraction < 1. then if fraction >= 0. then int_of_float (fraction *. 100.0000001) else 0
  else if fraction >= 1. then 100
  else -1

let percent_of_count count total =
  if count >= total then 100
  else if count <= 0 then 0
  else if total <= max_int / 100 then count * 100 / total
  else count / (total / 100)

let put_percent percent =
  latest.percent <- percent;
  latest.waits <- true;
  anything_waits := true

(* The least count that is so many percent. *)
let first_count percent total =
  if percent > 100 then max_int
  else if total <= max_int / 101 then ((percent * total) + 99) / 100
  else percent * (total / 100)

let patience = 16
let unchanged = ref 0 (* calls that had nothing new to say *)

(* Most calls of a loop have nothing new to say: not each of them looks at the clock for what waits. *)
let tell_percent percent =
  if percent <> latest.percent then begin
    put_percent percent;
    send_if_due ()
  end
  else if !anything_waits then begin
    incr unchanged;
    if !unchanged mod patience = 0 then send_if_due ()
  end

let tell_last percent =
  if is_heard () && (percent <> latest.percent || latest.waits) then begin
    put_percent percent;
    flush ()
  end

let progress fraction =
  if is_heard () then
    let percent = percent_of fraction in
    if percent >= 0 then tell_percent percent

let with_progress ~total work =
  if total <= 0 || not (is_heard ()) then work ignore
  else begin
    let count = ref 0 and next = ref 0 in
    let look () =
      let percent = percent_of_count !count total in
      if percent <> latest.percent then put_percent percent;
      if !anything_waits then send_if_due ();
      next := if !anything_waits then !count + patience else first_count (percent + 1) total
    in
    let advance more =
      count := !count + more;
      if !count >= !next then if is_heard () then look () else next := max_int
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
