(* SPDX-License-Identifier: MIT *)
(* A server that says nothing:

     server.byte GO UP    waits for the file GO, listens on the loopback, writes its port into UP,
                          and ends after the first connection *)

let rec await name =
  if not (Sys.file_exists name) then begin
    Unix.sleepf 0.005;
    await name
  end

let () =
  await Sys.argv.(1);
  let socket = Unix.socket ~cloexec:true Unix.PF_INET Unix.SOCK_STREAM 0 in
  Unix.bind socket (Unix.ADDR_INET (Unix.inet_addr_loopback, 0));
  Unix.listen socket 1;
  (match Unix.getsockname socket with
  | Unix.ADDR_INET (_, port) ->
      let up = open_out (Sys.argv.(2) ^ ".new") in
      output_string up (string_of_int port);
      close_out up;
      Sys.rename (Sys.argv.(2) ^ ".new") Sys.argv.(2)
  | Unix.ADDR_UNIX _ -> assert false);
  ignore (Unix.accept socket)
