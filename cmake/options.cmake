# SPDX-License-Identifier: Apache-2.0
# Compiler options shared by every target, and the function that declares one room of sim/.
add_library(plancast_options INTERFACE)
target_include_directories(plancast_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/include)
# The bits of a result must not depend on where a compiler fuses a product and a sum: the kernels fuse explicitly.
target_compile_options(plancast_options INTERFACE -ffp-contract=off -fno-fast-math
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False positives on std::string in g++ 12 (GCC bug 105651).
  target_compile_options(plancast_options INTERFACE -Wno-restrict)
endif()
if(PLANCAST_WERROR)
  target_compile_options(plancast_options INTERFACE -Werror)
endif()
if(PLANCAST_SANITIZE)
  target_compile_options(plancast_options INTERFACE -fsanitize=${PLANCAST_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(plancast_options INTERFACE -fsanitize=${PLANCAST_SANITIZE})
endif()

# plancast_room(NAME SOURCES a.cpp ... LINK target ...): the static library plancast_NAME. Links are PRIVATE, so that a room
# sees only what it names.
function(plancast_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINK" ${ARGN})
  add_library(plancast_${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(plancast_${name} PUBLIC plancast_options PRIVATE ${ROOM_LINK})
endfunction()
