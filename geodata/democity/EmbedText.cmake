# cmake -DINPUT=… -DOUTPUT=… -DSYMBOL=… -P EmbedText.cmake: writes a .cpp that holds a text file as a string_view, so
# that the program looks for no file at run time.
file(READ "${INPUT}" text)
file(WRITE "${OUTPUT}" "#include <string_view>\nnamespace guanjing::democity {\nextern const std::string_view ${SYMBOL};\nconst std::string_view ${SYMBOL} = R\"EMBED(${text})EMBED\";\n} // namespace guanjing::democity\n")
