(* SPDX-License-Identifier: MIT *)
(* A program with a window of its own, by OCaml's Graphics library, which says nothing:

     painter.byte GO DRAWN END    waits for the file GO, opens a window and draws, touches DRAWN,
                                  waits for END *)

let rec await name =
  if not (Sys.file_exists name) then begin
    (* the library's timer interrupts *)
    (try Unix.sleepf 0.005 with Unix.Unix_error (Unix.EINTR, _, _) -> ());
    await name
  end

let touch name = close_out (open_out name)

let () =
  await Sys.argv.(1);
  Graphics.open_graph " 480x360";
  Graphics.set_window_title "painter";
  Graphics.set_color (Graphics.rgb 40 90 160);
  Graphics.fill_rect 0 0 480 360;
  Graphics.set_color Graphics.yellow;
  Graphics.fill_circle 240 180 90;
  Graphics.synchronize ();
  touch Sys.argv.(2);
  await Sys.argv.(3);
  Graphics.close_graph ()
