# All art, and what draws it, has its place in the repository: under 6.25 MiB, of which the plate has 6.
# cmake -D TREE=folder -P size.cmake
set(most 6553600)
file(GLOB_RECURSE files ${TREE}/assets/* ${TREE}/frames/*)
set(sum 0)
foreach(file IN LISTS files)
  file(SIZE ${file} size)
  math(EXPR sum "${sum} + ${size}")
endforeach()
message(STATUS "${sum} bytes of ${most}")
if(sum GREATER most)
  message(FATAL_ERROR "assets and frames have ${sum} bytes, which is more than ${most}")
endif()
