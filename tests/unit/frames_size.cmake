# All art, and what draws it, has its place in the repository: under 9 MiB, of which 3x has 5.
# cmake -D TREE=folder -P size.cmake
set(most 9437184)
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
