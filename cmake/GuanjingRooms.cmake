# guanjing_room(<module>_<room> SOURCES a.cpp … [PUBLIC targets…] [PRIVATE targets…])
#
# One static library per room with the alias guanjing::<module>_<room>. Includes are relative to the
# repository root ("geodata/core/Result.h"). Third parties belong under PRIVATE, so that their headers stay
# behind the room's own .cpp files; a room without sources yet is an interface target.
function(guanjing_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  if(ROOM_SOURCES)
    add_library(${name} STATIC ${ROOM_SOURCES})
    target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PUBLIC ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE} guanjing_warnings)
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} INTERFACE ${ROOM_PUBLIC})
  endif()
  add_library(guanjing::${name} ALIAS ${name})
endfunction()

# What the sanitizers are told, in tests and in packaging/flight.sh alike; empty in the other presets.
set(GUANJING_SANITIZER_ENVIRONMENT)
if(GUANJING_SANITIZER)
  file(STRINGS "${PROJECT_SOURCE_DIR}/tests/sanitizers.env" GUANJING_SANITIZER_ENVIRONMENT REGEX "^[A-Z]+_OPTIONS=")
  string(REPLACE "\${root}" "${PROJECT_SOURCE_DIR}" GUANJING_SANITIZER_ENVIRONMENT "${GUANJING_SANITIZER_ENVIRONMENT}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/sanitizers.env")
endif()

# guanjing_test(TestName SOURCES … LINK … [LABELS …] [TIMEOUT s] [DISPLAY])
#
# A Qt Test executable build/<preset>/bin/tests/TestName registered with CTest. Tests run with the offscreen Qt
# platform unless DISPLAY is given, which runs them under Xvfb.
function(guanjing_test name)
  cmake_parse_arguments(TEST "DISPLAY" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  find_package(Qt6 REQUIRED COMPONENTS Test)
  add_executable(${name} ${TEST_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin/tests")
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE Qt6::Test ${TEST_LINK} guanjing_test_paths guanjing_warnings)
  if(TEST_DISPLAY)
    add_test(NAME ${name} COMMAND "${PROJECT_SOURCE_DIR}/tests/with_display.sh" $<TARGET_FILE:${name}>)
    set(environment)
  else()
    add_test(NAME ${name} COMMAND ${name})
    set(environment QT_QPA_PLATFORM=offscreen)
  endif()
  list(APPEND environment ${GUANJING_SANITIZER_ENVIRONMENT})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "${environment}")
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  if(GUANJING_SANITIZER)
    math(EXPR TEST_TIMEOUT "4 * ${TEST_TIMEOUT}") # code checked at every access takes several times as long
  endif()
  # Qt Test ends with 0 where it skips: a program skipped whole counts as skipped, not as passed.
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} SKIP_RETURN_CODE 77
    SKIP_REGULAR_EXPRESSION "SKIP   : [A-Za-z0-9]+::initTestCase\\(\\)")
  if(TEST_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABELS}")
  endif()
endfunction()
