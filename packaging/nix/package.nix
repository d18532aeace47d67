# SPDX-License-Identifier: MIT
# For Nix, where nobody has built it: nix-instantiate has parsed it. It brings no ocamlrun: that is the one on PATH, or that
# the bytecode names. In a clone of the sources:
#   nix-build --expr 'with import <nixpkgs> { }; callPackage ./packaging/nix/package.nix { }'
{ lib, stdenv, cmake, pkg-config, wayland-scanner
, cairo, fontconfig, freetype, glib, inih, libarchive, libpng, libvorbis, pango, SDL2, SDL2_image, SDL2_mixer
, libX11, libXext, libXrandr, libxcb, systemd, wayland, wayland-protocols
}:

stdenv.mkDerivation {
  pname = "ocamlwalk";
  version = "0.1.0";
  src = lib.cleanSource ../..;

  nativeBuildInputs = [ cmake pkg-config ]
    ++ lib.optionals stdenv.isLinux [ wayland-scanner ];
  buildInputs = [ cairo fontconfig freetype glib inih libarchive libpng libvorbis pango SDL2 SDL2_image SDL2_mixer ]
    ++ lib.optionals stdenv.isLinux [ libX11 libXext libXrandr libxcb systemd wayland wayland-protocols stdenv.cc.libc.static ];

  cmakeFlags = [ "-DOCAMLWALK_TESTS=OFF" "-DOCAMLWALK_OCAML=OFF" ]
    ++ lib.optionals stdenv.isLinux [
      "-DOCAMLWALK_WAYLAND=ON"
      "-DOCAMLWALK_SYSTEMD=ON"
      "-DOCAMLWALK_PROGRAM_WINDOWS=ON"
      "-DOCAMLWALK_ARCHIVES=ON"
      "-DOCAMLWALK_MUSL=OFF"
    ];

  meta = {
    description = "Run OCaml bytecode while a camel walks";
    homepage = "https://ocamlwalk.example/";
    license = lib.licenses.mit;
    platforms = lib.platforms.unix;
    mainProgram = "ocamlwalk";
  };
}
