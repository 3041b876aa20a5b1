# What a build made can be installed, whatever its preset: cmake -DBUILD=… -P Install.cmake
set(prefix "${BUILD}/installed")
file(REMOVE_RECURSE "${prefix}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}"
  RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE words)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "cmake --install failed: ${words}")
endif()
foreach(file bin/guanjing share/man/man1/guanjing.1.gz share/man/zh_CN/man1/guanjing.1.gz share/applications/guanjing.desktop)
  if(NOT EXISTS "${prefix}/${file}")
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()
file(REMOVE_RECURSE "${prefix}")
