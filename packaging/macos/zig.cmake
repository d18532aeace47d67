# SPDX-License-Identifier: MIT
# A toolchain file that builds for macOS on Linux, with the Zig compiler, which carries macOS's C headers:
#   cmake -S . -B BUILD -DCMAKE_TOOLCHAIN_FILE=packaging/macos/zig.cmake -DOCAMLWALK_ZIG=/path/to/zig
#     -DOCAMLWALK_MACOS_ARCH=aarch64|x86_64
# The launcher needs no more than that. The splash's libraries are not to be had for macOS here: it is compiled with this
# system's headers of them, and linked with lists of their symbols (.tbd), as a Mac links with its system's libraries.

set(CMAKE_SYSTEM_NAME Darwin)
set(OCAMLWALK_ZIG "" CACHE FILEPATH "The Zig compiler")
set(OCAMLWALK_MACOS_ARCH aarch64 CACHE STRING "aarch64 or x86_64")
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES OCAMLWALK_ZIG OCAMLWALK_MACOS_ARCH)
set(CMAKE_SYSTEM_PROCESSOR ${OCAMLWALK_MACOS_ARCH})

set(CMAKE_C_COMPILER ${OCAMLWALK_ZIG} cc)
set(CMAKE_C_COMPILER_TARGET ${OCAMLWALK_MACOS_ARCH}-macos.11.0)
set(CMAKE_AR ${OCAMLWALK_ZIG})
set(CMAKE_RANLIB ${OCAMLWALK_ZIG})
set(CMAKE_C_ARCHIVE_CREATE "<CMAKE_AR> ar qc <TARGET> <LINK_FLAGS> <OBJECTS>")
set(CMAKE_C_ARCHIVE_APPEND "<CMAKE_AR> ar q <TARGET> <LINK_FLAGS> <OBJECTS>")
set(CMAKE_C_ARCHIVE_FINISH "<CMAKE_RANLIB> ranlib <TARGET>")
set(CMAKE_MODULE_LINKER_FLAGS_INIT "-shared") # Zig makes no bundles; dlopen takes either
set(CMAKE_SIZEOF_VOID_P 8) # which CMake asks of the linker in words that Zig does not know
set(CMAKE_OSX_SYSROOT "")
set(CMAKE_OSX_ARCHITECTURES "") # the target says it
find_program(CMAKE_INSTALL_NAME_TOOL NAMES llvm-install-name-tool llvm-install-name-tool-14 true)

# A try_compile has a folder of its own, and needs none of these libraries.
get_property(trying GLOBAL PROPERTY IN_TRY_COMPILE)
if(trying)
  return()
endif()
set(stand_ins ${CMAKE_BINARY_DIR}/macos)
set(ENV{PKG_CONFIG_LIBDIR} ${stand_ins})
if(EXISTS ${stand_ins}/complete)
  return()
endif()

# Their headers, without this system's libc beside them.
foreach(header SDL2 vorbis ogg fontconfig freetype2 pango-1.0 glib-2.0 cairo harfbuzz ini.h png.h pngconf.h pnglibconf.h)
  file(MAKE_DIRECTORY ${stand_ins}/include)
  file(CREATE_LINK /usr/include/${header} ${stand_ins}/include/${header} SYMBOLIC)
endforeach()
file(GLOB glibconfig /usr/lib/*/glib-2.0/include/glibconfig.h)
list(GET glibconfig 0 glibconfig)
file(CREATE_LINK ${glibconfig} ${stand_ins}/include/glibconfig.h SYMBOLIC)
set(header_folders)
foreach(folder . SDL2 config freetype2 pango-1.0 glib-2.0 cairo harfbuzz)
  string(APPEND header_folders " -I${stand_ins}/include/${folder}")
endforeach()
# What Debian's SDL_config.h includes says how its own SDL2 was built. For macOS:
set(config "#define SDL_VIDEO_DRIVER_COCOA 1\n")
foreach(name ALLOCA CTYPE FLOAT INTTYPES LIMITS MATH STDARG STDDEF STDINT STDIO STDLIB STRING SYS_TYPES WCHAR)
  string(APPEND config "#define HAVE_${name}_H 1\n")
endforeach()
file(WRITE ${stand_ins}/include/config/SDL2/_real_SDL_config.h "${config}")

# Their symbols, and what pkg-config is to say of them.
find_program(OCAMLWALK_PKG_CONFIG pkg-config REQUIRED)
find_program(OCAMLWALK_NM nm REQUIRED)
set(targets "[ x86_64-macos, arm64-macos ]")
foreach(module sdl2=SDL2 SDL2_image=SDL2_image SDL2_mixer=SDL2_mixer pangocairo=pangocairo-1.0 pango=pango-1.0 cairo=cairo gobject-2.0=gobject-2.0 glib-2.0=glib-2.0 vorbisfile=vorbisfile fontconfig=fontconfig freetype2=freetype inih=inih libpng=png16)
  string(REPLACE "=" ";" module ${module})
  list(POP_FRONT module name library)
  unset(ENV{PKG_CONFIG_LIBDIR})
  execute_process(COMMAND ${OCAMLWALK_PKG_CONFIG} --modversion ${name}
    OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${OCAMLWALK_PKG_CONFIG} --variable=libdir ${name}
    OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(ENV{PKG_CONFIG_LIBDIR} ${stand_ins})
  execute_process(COMMAND ${OCAMLWALK_NM} -D --defined-only --format=just-symbols ${folder}/lib${library}.so
    OUTPUT_VARIABLE symbols OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "@[^\n]*" "" symbols "${symbols}")
  string(REPLACE "\n" ", _" symbols "${symbols}")
  file(WRITE ${stand_ins}/lib/lib${library}.tbd "--- !tapi-tbd\ntbd-version: 4\ntargets: ${targets}\n"
    "install-name: '@rpath/lib${library}.dylib'\n"
    "exports:\n  - targets: ${targets}\n    symbols: [ _${symbols} ]\n...\n")
  file(WRITE ${stand_ins}/${name}.pc "Name: ${name}\nDescription: stand-in\nVersion: ${version}\n"
    "Cflags:${header_folders}\n"
    "Libs: -L${stand_ins}/lib -l${library}\n")
endforeach()
file(TOUCH ${stand_ins}/complete)
