(* SPDX-License-Identifier: MIT *)

(** Telling whoever started the program what it does: the camel of
    ocamlwalk, or any service manager that speaks sd_notify's protocol.

    {[
      let load name = String.length name

      let () =
        Ocamlwalk.status "Loading tables";
        let names = [ "cities"; "rivers"; "roads" ] in
        let sizes =
          Ocamlwalk.with_progress ~total:(List.length names) (fun advance ->
              List.map
                (fun name ->
                  Ocamlwalk.statusf "Loading %s" name;
                  let size = load name in
                  advance 1;
                  size)
                names)
        in
        Ocamlwalk.ready ();
        List.iter (Printf.printf "%d\n") sizes
    ]}

    Nothing here raises, waits or answers. Where nobody listens, which is
    where [NOTIFY_SOCKET] is not set at the first call, or where whoever
    listened has gone, each function is a test of one variable.

    {1 How much is sent}

    Eight messages in a row are sent at once, then one every 50 ms. What comes
    in between waits, the latest of each kind, and goes along with a later
    call, so a loop may tell as often as it likes. {!ready},
    {!stopping} and {!failed} never wait, and take along what does. A message
    that finds the listener's queue full waits as well.

    {1 Processes, threads, domains}

    Each message has a socket of its own, non-blocking and close-on-exec, that
    is closed again: no descriptor stays open, none can be mistaken for
    another's, and a child made by [Unix.fork] may use this module too. What
    waits at that moment is told by each of the two; {!flush} before it, where
    that matters. (Whose it is would be a system call for each status.)

    Threads and domains may call it at any time, without locks. What they tell
    at the same instant may overtake one another; then one status or progress
    may be left out, or be sent twice. {!ready}, {!stopping} and {!failed} are
    not left out. The counters of {!with_progress} are exact for one domain,
    with as many threads as it likes; if several domains call the same
    [advance] at once, it may count less until it ends. *)

(** {1 Words} *)

val status : string -> unit
(** What the program is doing, in a few words, without a full stop. Newlines
    and other control characters become blanks, so a status cannot pass for
    another message; what is not UTF-8 becomes [?]; more than 511 bytes are cut
    between characters. The same holds for all words here. *)

val statusf : ('a, Format.formatter, unit, unit) format4 -> 'a
(** {!status}, formatted. Where nobody listens, nothing is formatted. *)

val title : string -> unit
(** What the program calls itself: the name under the camel, unless its user
    has given another with [--title]. *)

val failed : string -> unit
(** Why the program has failed, in a sentence. It stands where the status was,
    and no later status replaces it. The camel goes as ever, at the program's
    output or end, so tell it before what takes a while; but where the program
    was started without a terminal, and ends by a failure, the card that says so
    has this sentence. *)

(** {1 Moments} *)

val ready : unit -> unit
(** The program is up: the camel goes. *)

val stopping : unit -> unit
(** The program is about to end, which service managers want to know. *)

(** {1 Progress} *)

val progress : float -> unit
(** How far the program has come, from [0.] to [1.]. What is beyond is taken
    for the nearer end, [nan] for nothing. Only whole percents are told, and
    only when they change. *)

val with_progress : total:int -> ((int -> unit) -> 'a) -> 'a
(** [with_progress ~total work] is [work advance], where [advance n] says that
    [n] more of [total] parts are done. The last is always told: [1.] when
    [work] returns, as far as it has come when it raises. One at a time: an
    inner one's progress takes the place of an outer one's. *)

val watch_seq : total:int -> 'a Seq.t -> 'a Seq.t
(** The same sequence, of about [total] elements, which tells how many have
    been taken; its end is always told. Where nobody listens, it is the sequence
    itself. *)

val watch_list : 'a list -> 'a Seq.t
(** The list's elements, watched. *)

val watch_lines : in_channel -> string Seq.t
(** The lines of a channel to its end, as [input_line] gives them, once.
    Progress is that of the channel in its file; of what is no file, none is
    told. *)

(** {1 The listener} *)

val is_heard : unit -> bool
(** Whether there is anybody, as far as is known: for words that are costly to
    find. *)

val flush : unit -> unit
(** Sends what waits, now: after a loop that told much, before a long silence. *)
