# What is built follows from what is there. The functions that look for libraries, and the table of what came of it.
# A feature's option OCAMLWALK_… is ON, OFF or AUTO: built if what it wants is there. ON without that is an error.

# The Debian package of each module of pkg-config.
set(debian_packages cairo=libcairo2-dev fontconfig=libfontconfig-dev freetype2=libfreetype-dev glib-2.0=libglib2.0-dev gobject-2.0=libglib2.0-dev
  inih=libinih-dev libarchive=libarchive-dev libpng=libpng-dev libsystemd=libsystemd-dev pango=libpango1.0-dev pangocairo=libpango1.0-dev
  sdl2=libsdl2-dev SDL2_image=libsdl2-image-dev SDL2_mixer=libsdl2-mixer-dev
  vorbisfile=libvorbis-dev wayland-client=libwayland-dev wayland-protocols=wayland-protocols x11=libx11-dev xcb=libxcb1-dev xcb-res=libxcb-res0-dev
  xext=libxext-dev xrandr=libxrandr-dev)

# ocamlwalk_find(list prefix module…): pkg_check_modules; to the list comes each module that is not there, with its package
function(ocamlwalk_find list prefix)
  pkg_check_modules(${prefix} QUIET IMPORTED_TARGET GLOBAL ${ARGN})
  foreach(module ${ARGN})
    if(${prefix}_FOUND)
      break()
    endif()
    pkg_check_modules(wanted QUIET ${module})
    if(wanted_FOUND)
      continue()
    endif()
    string(REGEX REPLACE ">=.*" "" name ${module})
    pkg_check_modules(present QUIET ${name})
    string(REGEX MATCH ";${name}=([^;]*)" package ";${debian_packages}")
    set(package "Debian: ${CMAKE_MATCH_1}")
    if(present_FOUND)
      string(APPEND package ", here ${present_VERSION}")
    endif()
    string(REPLACE ">=" " " module ${module})
    list(APPEND ${list} "${module} (${package})")
  endforeach()
  set(${list} ${${list}} PARENT_SCOPE)
endfunction()

# ocamlwalk_report(option what state): a line of the table
function(ocamlwalk_report option what state)
  string(REPEAT " " 52 blanks)
  string(SUBSTRING "${option}${blanks}" 0 26 option)
  string(SUBSTRING "${what}${blanks}" 0 44 what)
  set_property(GLOBAL APPEND PROPERTY ocamlwalk_report "${option}${what}${state}")
endfunction()

# ocamlwalk_report_switch(option what): the same of what is ON or OFF
function(ocamlwalk_report_switch option what)
  if(${option})
    ocamlwalk_report(${option} "${what}" "built")
  else()
    ocamlwalk_report(${option} "${what}" "not built, it is OFF")
  endif()
endfunction()

function(ocamlwalk_print_report)
  get_property(lines GLOBAL PROPERTY ocamlwalk_report)
  list(JOIN lines "\n--   " table)
  message(STATUS "What is built:\n--   ${table}")
endfunction()

# ocamlwalk_option(name what): the option OCAMLWALK_NAME of a feature
function(ocamlwalk_option name what)
  set(option OCAMLWALK_${name})
  set(${option} AUTO CACHE STRING "${what}: ON, OFF, or AUTO: if what it wants is there")
  set_property(CACHE ${option} PROPERTY STRINGS AUTO ON OFF)
  string(TOUPPER "${${option}}" value)
  if(NOT value MATCHES "^(AUTO|ON|OFF|YES|NO|TRUE|FALSE|1|0)$")
    message(FATAL_ERROR "${option}=${${option}}: ON, OFF or AUTO")
  endif()
endfunction()

# ocamlwalk_feature(name what missing…): decides by the option, sets with_NAME, reports
function(ocamlwalk_feature name what)
  set(option OCAMLWALK_${name})
  list(JOIN ARGN ", " missing)
  set(state "built")
  if(NOT ${option})
    set(state "not built, it is OFF")
  elseif(missing AND ${option} STREQUAL "AUTO")
    set(state "not built, for want of ${missing}")
  elseif(missing)
    message(FATAL_ERROR " ${option}=ON: missing: ${missing}")
  endif()
  ocamlwalk_report(${option} "${what}" "${state}")
  string(COMPARE EQUAL "${state}" "built" built)
  set(with_${name} ${built} PARENT_SCOPE)
endfunction()
