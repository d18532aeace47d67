# SPDX-License-Identifier: MIT
# For Homebrew. The address and the checksum are those of a release, which there is not yet: packaging/README.md.
class Ocamlwalk < Formula
  desc "Run OCaml bytecode while a camel walks"
  homepage "https://ocamlwalk.example/"
  url "https://ocamlwalk.example/ocamlwalk-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"

  depends_on "cmake" => :build
  depends_on "pkg-config" => :build
  depends_on "fontconfig"
  depends_on "freetype"
  depends_on "inih"
  depends_on "libarchive"
  depends_on "libpng"
  depends_on "libvorbis"
  depends_on "ocaml"
  depends_on "pango"
  depends_on "sdl2"
  depends_on "sdl2_image"
  depends_on "sdl2_mixer"

  def install
    system "cmake", "-S", ".", "-B", "build", "-DOCAMLWALK_TESTS=OFF", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    (testpath/"hello.ml").write "print_endline \"hello\""
    system "ocamlc", "-o", "hello.byte", "hello.ml"
    assert_equal "hello\n", shell_output("#{bin}/ocamlwalk ./hello.byte")
    assert_match "plate", shell_output("#{bin}/ocamlwalk --list-themes")
  end
end
