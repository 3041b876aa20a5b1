<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CacheOpening</name>
    <message>
        <source>This passphrase does not fit.</source>
        <translation>This passphrase does not fit.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Draw views of a scene into pictures</source>
        <translation>Draw views of a scene into pictures</translation>
    </message>
    <message>
        <source>Time views of a scene</source>
        <translation>Time views of a scene</translation>
    </message>
    <message>
        <source>Say what a source is and holds, and what is wrong with it</source>
        <translation>Say what a source is and holds, and what is wrong with it</translation>
    </message>
    <message>
        <source>Serve the demo city on this machine</source>
        <translation>Serve the demo city on this machine</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not a number</source>
        <translation>%1: &quot;%2&quot; is not a number</translation>
    </message>
    <message>
        <source>%1: the height must lie between -1000 and 1e8 metres</source>
        <translation>%1: the height must lie between -1000 and 1e8 metres</translation>
    </message>
    <message>
        <source>%1: the pitch must lie between -90 and 90 degrees</source>
        <translation>%1: the pitch must lie between -90 and 90 degrees</translation>
    </message>
    <message>
        <source>--view needs LON,LAT,HEIGHT,HEADING,PITCH, not &quot;%1&quot;</source>
        <translation>--view needs LON,LAT,HEIGHT,HEADING,PITCH, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>Guanjing %1, a 3D city viewer</source>
        <translation>Guanjing %1, a 3D city viewer</translation>
    </message>
    <message>
        <source>Usage:</source>
        <translation>Usage:</translation>
    </message>
    <message>
        <source>Open the window; without SCENE the last scene, at first start the demo city</source>
        <translation>Open the window; without SCENE the last scene, at first start the demo city</translation>
    </message>
    <message>
        <source>&quot;guanjing COMMAND --help&quot; lists the options of a command.</source>
        <translation>&quot;guanjing COMMAND --help&quot; lists the options of a command.</translation>
    </message>
    <message>
        <source>Exit codes: 0 done; 1 the source is bad or part of it failed; 2 wrong usage.</source>
        <translation>Exit codes: 0 done; 1 the source is bad or part of it failed; 2 wrong usage.</translation>
    </message>
    <message>
        <source>Print this help.</source>
        <translation>Print this help.</translation>
    </message>
    <message>
        <source>Folder of the tile cache (default: %1).</source>
        <translation>Folder of the tile cache (default: %1).</translation>
    </message>
    <message>
        <source>Use nothing but the cache; no network.</source>
        <translation>Use nothing but the cache; no network.</translation>
    </message>
    <message>
        <source>Language of the program: zh or en.</source>
        <translation>Language of the program: zh or en.</translation>
    </message>
    <message>
        <source>Least level to log on stderr: debug, info, warning, error or off.</source>
        <translation>Least level to log on stderr: debug, info, warning, error or off.</translation>
    </message>
    <message>
        <source>Size of the picture in pixels (default 800x600).</source>
        <translation>Size of the picture in pixels (default 800x600).</translation>
    </message>
    <message>
        <source>Greatest screen-space error of tiles in pixels (default 16).</source>
        <translation>Greatest screen-space error of tiles in pixels (default 16).</translation>
    </message>
    <message>
        <source>Write figures as JSON to this file.</source>
        <translation>Write figures as JSON to this file.</translation>
    </message>
    <message>
        <source>Instant of the sun, ISO 8601; without a zone: Asia/Shanghai.</source>
        <translation>Instant of the sun, ISO 8601; without a zone: Asia/Shanghai.</translation>
    </message>
    <message>
        <source>Anti-aliasing: 0 or 4 samples a pixel (default 0).</source>
        <translation>Anti-aliasing: 0 or 4 samples a pixel (default 0).</translation>
    </message>
    <message>
        <source>Shadows of the sun: on, off or auto (default: with a graphics card; without one in the pictures of render).</source>
        <translation>Shadows of the sun: on, off or auto (default: with a graphics card; without one in the pictures of render).</translation>
    </message>
    <message>
        <source>A view: degrees, ellipsoidal metres, heading clockwise from north, pitch negative downward. May be repeated.</source>
        <translation>A view: degrees, ellipsoidal metres, heading clockwise from north, pitch negative downward. May be repeated.</translation>
    </message>
    <message>
        <source>The picture; further views go to PICTURE-2.png and so on.</source>
        <translation>The picture; further views go to PICTURE-2.png and so on.</translation>
    </message>
    <message>
        <source>The views: [{&quot;lon&quot;, &quot;lat&quot;, &quot;h&quot;, &quot;heading&quot;, &quot;pitch&quot;}, ...].</source>
        <translation>The views: [{&quot;lon&quot;, &quot;lat&quot;, &quot;h&quot;, &quot;heading&quot;, &quot;pitch&quot;}, ...].</translation>
    </message>
    <message>
        <source>Select, fetch, decode and build, but draw nothing; needs no display.</source>
        <translation>Select, fetch, decode and build, but draw nothing; needs no display.</translation>
    </message>
    <message>
        <source>--language must be zh or en, not &quot;%1&quot;</source>
        <translation>--language must be zh or en, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>--log must be debug, info, warning, error or off, not &quot;%1&quot;</source>
        <translation>--log must be debug, info, warning, error or off, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>--size needs WIDTHxHEIGHT between 16 and 16384 pixels, not &quot;%1&quot;</source>
        <translation>--size needs WIDTHxHEIGHT between 16 and 16384 pixels, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>--sun needs an instant as 2026-11-22T17:30+08:00, not &quot;%1&quot;</source>
        <translation>--sun needs an instant as 2026-11-22T17:30+08:00, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>--samples must be 0 or 4</source>
        <translation>--samples must be 0 or 4</translation>
    </message>
    <message>
        <source>render needs --out PICTURE.png</source>
        <translation>render needs --out PICTURE.png</translation>
    </message>
    <message>
        <source>bench needs --views FILE.json</source>
        <translation>bench needs --views FILE.json</translation>
    </message>
    <message>
        <source>--port needs a number from 0 to 65535, not &quot;%1&quot;</source>
        <translation>--port needs a number from 0 to 65535, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>Print JSON.</source>
        <translation>Print JSON.</translation>
    </message>
    <message>
        <source>Count the tiles of external tilesets too.</source>
        <translation>Count the tiles of external tilesets too.</translation>
    </message>
    <message>
        <source>Port on the loopback interface; 0 takes a free one (default 8080).</source>
        <translation>Port on the loopback interface; 0 takes a free one (default 8080).</translation>
    </message>
    <message>
        <source>End when standard input closes; used by the viewer.</source>
        <translation>End when standard input closes; used by the viewer.</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>Print the version.</translation>
    </message>
    <message>
        <source>--shadows must be on, off or auto, not &quot;%1&quot;</source>
        <translation>--shadows must be on, off or auto, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>unexpected argument &quot;%1&quot;</source>
        <translation>unexpected argument &quot;%1&quot;</translation>
    </message>
    <message>
        <source>inspect needs a SOURCE</source>
        <translation>inspect needs a SOURCE</translation>
    </message>
    <message>
        <source>a SCENE is needed</source>
        <translation>a SCENE is needed</translation>
    </message>
    <message>
        <source>&quot;guanjing --help&quot; lists what there is.</source>
        <translation>&quot;guanjing --help&quot; lists what there is.</translation>
    </message>
    <message>
        <source>note</source>
        <translation>note</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>warning</translation>
    </message>
    <message>
        <source>error</source>
        <translation>error</translation>
    </message>
    <message>
        <source>per level</source>
        <translation>per level</translation>
    </message>
    <message>
        <source>  nothing wrong found</source>
        <translation>  nothing wrong found</translation>
    </message>
    <message>
        <source>view %1 was not complete after %2 s; %3 tiles were still on their way</source>
        <translation>view %1 was not complete after %2 s; %3 tiles were still on their way</translation>
    </message>
    <message>
        <source>still waiting for %1</source>
        <translation>still waiting for %1</translation>
    </message>
    <message>
        <source>requests without an answer: %1</source>
        <translation>requests without an answer: %1</translation>
    </message>
    <message>
        <source>warning: no answer for %1 s, still waiting: %2</source>
        <translation>warning: no answer for %1 s, still waiting: %2</translation>
    </message>
    <message>
        <source>there is no option --%1 here; --help lists them</source>
        <translation>there is no option --%1 here; --help lists them</translation>
    </message>
    <message>
        <source>there is no option --%1 here; did you mean --%2?</source>
        <translation>there is no option --%1 here; did you mean --%2?</translation>
    </message>
    <message>
        <source>--%1 needs a number greater than 0 (%2), not &quot;%3&quot;</source>
        <translation>--%1 needs a number greater than 0 (%2), not &quot;%3&quot;</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>pixels</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>seconds</translation>
    </message>
    <message>
        <source>there is no command &quot;%1&quot;; did you mean &quot;%2&quot;?</source>
        <translation>there is no command &quot;%1&quot;; did you mean &quot;%2&quot;?</translation>
    </message>
    <message>
        <source>Longest time for opening the scene, and for each view, in seconds (default 120).</source>
        <translation>Longest time for opening the scene, and for each view, in seconds (default 120).</translation>
    </message>
    <message>
        <source>Longest wait for one answer in seconds (default 30).</source>
        <translation>Longest wait for one answer in seconds (default 30).</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more failures</source>
        <translation>
            <numerusform>… and %Ln more failure</numerusform>
            <numerusform>… and %Ln more failures</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the longitude must lie between -180 and 180 degrees, not %2</source>
        <translation>%1: the longitude must lie between -180 and 180 degrees, not %2</translation>
    </message>
    <message>
        <source>%1: the latitude must lie between -90 and 90 degrees, not %2</source>
        <translation>%1: the latitude must lie between -90 and 90 degrees, not %2</translation>
    </message>
    <message>
        <source>&quot;guanjing %1 --help&quot; lists the options.</source>
        <translation>&quot;guanjing %1 --help&quot; lists the options.</translation>
    </message>
    <message>
        <source>standard output</source>
        <translation>standard output</translation>
    </message>
    <message>
        <source>Memory for tiles in MiB (default 1024); with too little everything is coarser.</source>
        <translation>Memory for tiles in MiB (default 1024); with too little everything is coarser.</translation>
    </message>
    <message>
        <source>--memory needs a number from 16 to 65536 (MiB), not &quot;%1&quot;</source>
        <translation>--memory needs a number from 16 to 65536 (MiB), not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>%1, view %2</source>
        <translation>%1, view %2</translation>
    </message>
    <message>
        <source>Encrypt the cache with the key in this file: 32 bytes, or 64 hexadecimal digits. What lay there open is dropped.</source>
        <translation>Encrypt the cache with the key in this file: 32 bytes, or 64 hexadecimal digits. What lay there open is dropped.</translation>
    </message>
    <message>
        <source>--%1 needs a level such as 18, not &quot;%2&quot;</source>
        <translation>--%1 needs a level such as 18, not &quot;%2&quot;</translation>
    </message>
    <message>
        <source>--%1 must be one of %2, not &quot;%3&quot;</source>
        <translation>--%1 must be one of %2, not &quot;%3&quot;</translation>
    </message>
    <message>
        <source>Name of an imagery layer of the scene; not needed where there is only one.</source>
        <translation>Name of an imagery layer of the scene; not needed where there is only one.</translation>
    </message>
    <message>
        <source>mbtiles (Web Mercator; pictures are copied as they are where they fit), gpkg or cog (in the layer&apos;s own coordinate system); else by the file&apos;s name.</source>
        <translation>mbtiles (Web Mercator; pictures are copied as they are where they fit), gpkg or cog (in the layer&apos;s own coordinate system); else by the file&apos;s name.</translation>
    </message>
    <message>
        <source>How pixels are kept: auto, jpeg, webp or lossless (default auto: JPEG where the layer is).</source>
        <translation>How pixels are kept: auto, jpeg, webp or lossless (default auto: JPEG where the layer is).</translation>
    </message>
    <message>
        <source>Finest level of the layer that is written (default: its finest).</source>
        <translation>Finest level of the layer that is written (default: its finest).</translation>
    </message>
    <message>
        <source>The same as --level.</source>
        <translation>The same as --level.</translation>
    </message>
    <message>
        <source>Coarsest level in an MBTiles file.</source>
        <translation>Coarsest level in an MBTiles file.</translation>
    </message>
    <message>
        <source>The file; one that is there is replaced when the new one is whole.</source>
        <translation>The file; one that is there is replaced when the new one is whole.</translation>
    </message>
    <message>
        <source>export needs --out FILE</source>
        <translation>export needs --out FILE</translation>
    </message>
    <message>
        <source>--out must end in .mbtiles, .gpkg or .tif, or --format say what it is</source>
        <translation>--out must end in .mbtiles, .gpkg or .tif, or --format say what it is</translation>
    </message>
    <message>
        <source>--level and --max-level mean the same; give one of them</source>
        <translation>--level and --max-level mean the same; give one of them</translation>
    </message>
    <message>
        <source>Write a part of an imagery layer as MBTiles, GeoPackage or COG</source>
        <translation>Write a part of an imagery layer as MBTiles, GeoPackage or COG</translation>
    </message>
    <message>
        <source>--%1 needs NAME=FILE, not &quot;%2&quot;</source>
        <translation>--%1 needs NAME=FILE, not &quot;%2&quot;</translation>
    </message>
    <message>
        <source>The login that sources name NAME: a file of one line, USER:PASSWORD or a token. Also proxy, certificate:HOST, or a server (https://host) that asks for one. May be repeated. Others are taken from $CREDENTIALS_DIRECTORY and the keychain.</source>
        <translation>The login that sources name NAME: a file of one line, USER:PASSWORD or a token. Also proxy, certificate:HOST, or a server (https://host) that asks for one. May be repeated. Others are taken from $CREDENTIALS_DIRECTORY and the keychain.</translation>
    </message>
    <message>
        <source>Reach servers by this proxy (http, https, socks4, socks5 or socks5h), or none; default: as set in the window, else that of the environment.</source>
        <translation>Reach servers by this proxy (http, https, socks4, socks5 or socks5h), or none; default: as set in the window, else that of the environment.</translation>
    </message>
    <message>
        <source>Trust the authorities whose certificates (PEM) are in this file, too.</source>
        <translation>Trust the authorities whose certificates (PEM) are in this file, too.</translation>
    </message>
    <message>
        <source>Show this certificate to a server: PEM with its key, or PKCS#12 (.p12); its passphrase by --auth certificate:HOST=FILE. May be repeated.</source>
        <translation>Show this certificate to a server: PEM with its key, or PKCS#12 (.p12); its passphrase by --auth certificate:HOST=FILE. May be repeated.</translation>
    </message>
    <message>
        <source>Encrypt the cache with the passphrase in the first line of this file.</source>
        <translation>Encrypt the cache with the passphrase in the first line of this file.</translation>
    </message>
    <message>
        <source>--cache-key and --cache-passphrase-file exclude each other</source>
        <translation>--cache-key and --cache-passphrase-file exclude each other</translation>
    </message>
    <message>
        <source>Take a part of a scene along, in one file that opens without a network</source>
        <translation>Take a part of a scene along, in one file that opens without a network</translation>
    </message>
    <message>
        <source>SCENE is the word &quot;demo&quot; (the demo city), a scene file, a pack (.gjpack), or a bare source: a tileset.json, a package of one (.3tz, .3dtiles) or a glTF by path or URL, or the URL of an imagery layer with {z}/{x}/{y}.</source>
        <translation>SCENE is the word &quot;demo&quot; (the demo city), a scene file, a pack (.gjpack), or a bare source: a tileset.json, a package of one (.3tz, .3dtiles) or a glTF by path or URL, or the URL of an imagery layer with {z}/{x}/{y}.</translation>
    </message>
    <message>
        <source>Key of an encrypted pack: a file as for --cache-key.</source>
        <translation>Key of an encrypted pack: a file as for --cache-key.</translation>
    </message>
    <message>
        <source>Passphrase of an encrypted pack: the first line of this file.</source>
        <translation>Passphrase of an encrypted pack: the first line of this file.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 is left out: live data cannot be taken along</source>
        <translation>%1 is left out: live data cannot be taken along</translation>
    </message>
    <message>
        <source>%1 is left out: vector data is not shown by this version</source>
        <translation>%1 is left out: vector data is not shown by this version</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>about %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 left</translation>
    </message>
    <message>
        <source>%1 could not be had</source>
        <translation>%1 could not be had</translation>
    </message>
    <message>
        <source>%1 is not complete yet; the same command goes on with it</source>
        <translation>%1 is not complete yet; the same command goes on with it</translation>
    </message>
    <message>
        <source>The pack; one that was begun with the same choices and not finished is gone on with.</source>
        <translation>The pack; one that was begun with the same choices and not finished is gone on with.</translation>
    </message>
    <message>
        <source>Names of layers, with commas between them (default: all that can be taken along).</source>
        <translation>Names of layers, with commas between them (default: all that can be taken along).</translation>
    </message>
    <message>
        <source>Tiles of tilesets are not refined below this geometric error (default: all are taken).</source>
        <translation>Tiles of tilesets are not refined below this geometric error (default: all are taken).</translation>
    </message>
    <message>
        <source>Only say how much it is and how long it takes.</source>
        <translation>Only say how much it is and how long it takes.</translation>
    </message>
    <message>
        <source>--dates needs dates such as 2026-06, not &quot;%1&quot;</source>
        <translation>--dates needs dates such as 2026-06, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>--finest-error needs metres, not &quot;%1&quot;</source>
        <translation>--finest-error needs metres, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>pack needs --out FILE.gjpack, or --estimate</source>
        <translation>pack needs --out FILE.gjpack, or --estimate</translation>
    </message>
    <message>
        <source>--out must end in .gjpack, or nobody can tell that it is a pack</source>
        <translation>--out must end in .gjpack, or nobody can tell that it is a pack</translation>
    </message>
    <message>
        <source>--key and --passphrase-file exclude each other</source>
        <translation>--key and --passphrase-file exclude each other</translation>
    </message>
    <message>
        <source>Of a layer of several dates the one, a month or a day.</source>
        <translation>Of a layer of several dates the one, a month or a day.</translation>
    </message>
    <message>
        <source>--date needs YYYY-MM or YYYY-MM-DD, not &quot;%1&quot;</source>
        <translation>--date needs YYYY-MM or YYYY-MM-DD, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>The epoch shown, a month or a day; of each layer the latest that is not after it.</source>
        <translation>The epoch shown, a month or a day; of each layer the latest that is not after it.</translation>
    </message>
    <message>
        <source>Of layers with a date only those of these, months or days, with commas between them.</source>
        <translation>Of layers with a date only those of these, months or days, with commas between them.</translation>
    </message>
    <message>
        <source>nothing in the scene has a date; --date %1 changes nothing</source>
        <translation>nothing in the scene has a date; --date %1 changes nothing</translation>
    </message>
    <message>
        <source>The city alone: no stations, labels and names of places.</source>
        <translation>The city alone: no stations, labels and names of places.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to read, %2 × %3 pixels, about %4</source>
        <comment>pictures, width, height, size</comment>
        <translation>%1 to read, %2 × %3 pixels, about %4</translation>
    </message>
    <message>
        <source>%1: %2, of %3</source>
        <comment>file, size, pictures</comment>
        <translation>%1: %2, of %3</translation>
    </message>
    <message numerus="yes">
        <source>at %Ln place(s) the layer has no picture; %1 filled from coarser ones</source>
        <translation>
            <numerusform>at %Ln place the layer has no picture; %1 filled from coarser ones</numerusform>
            <numerusform>at %Ln places the layer has no picture; %1 filled from coarser ones</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place: what is wrong there</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 to %2, %3 to %4</source>
        <translation>%1 to %2, %3 to %4</translation>
    </message>
    <message>
        <source>; %1 to %2 m</source>
        <translation>; %1 to %2 m</translation>
    </message>
    <message>
        <source>extent</source>
        <translation>extent</translation>
    </message>
    <message>
        <source>  %1: %2</source>
        <comment>severity: place and defect</comment>
        <translation>  %1: %2</translation>
    </message>
    <message>
        <source>%1 x %2 pixels</source>
        <translation>%1 x %2 pixels</translation>
    </message>
    <message>
        <source>units</source>
        <translation>units</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 to %2</translation>
    </message>
    <message>
        <source>nodata %1</source>
        <translation>nodata %1</translation>
    </message>
    <message>
        <source>masked by alpha</source>
        <translation>masked by alpha</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>masked</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between facts</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>number of bands, what they are</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between bands</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>normals</source>
        <translation>normals</translation>
    </message>
    <message>
        <source>water mask</source>
        <translation>water mask</translation>
    </message>
    <message>
        <source>metadata</source>
        <translation>metadata</translation>
    </message>
    <message>
        <source>unknown %1</source>
        <translation>unknown %1</translation>
    </message>
    <message>
        <source>land</source>
        <translation>land</translation>
    </message>
    <message>
        <source>water</source>
        <translation>water</translation>
    </message>
    <message>
        <source>land and water</source>
        <translation>land and water</translation>
    </message>
    <message>
        <source>%1 tiles</source>
        <translation>%1 tiles</translation>
    </message>
    <message>
        <source>no coordinate system</source>
        <translation>no coordinate system</translation>
    </message>
    <message>
        <source>--proxy: &quot;%1://&quot; is not a kind of proxy known here; there are %2</source>
        <translation>--proxy: &quot;%1://&quot; is not a kind of proxy known here; there are %2</translation>
    </message>
    <message>
        <source>--proxy needs an address such as http://proxy.example:8080, or none, not &quot;%1&quot;; a login is given by --auth proxy=FILE</source>
        <translation>--proxy needs an address such as http://proxy.example:8080, or none, not &quot;%1&quot;; a login is given by --auth proxy=FILE</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message>
        <source>more than %1 days</source>
        <translation>more than %1 days</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 days</translation>
    </message>
    <message>
        <source>the layers chosen have nothing in this area; nothing would be in the pack</source>
        <translation>the layers chosen have nothing in this area; nothing would be in the pack</translation>
    </message>
    <message>
        <source>in all: %1, about %2, about %3</source>
        <comment>files, size, time</comment>
        <translation>in all: %1, about %2, about %3</translation>
    </message>
    <message>
        <source>--max-level counts for imagery and terrain; models are taken in full detail unless --finest-error METERS says otherwise</source>
        <translation>--max-level counts for imagery and terrain; models are taken in full detail unless --finest-error METERS says otherwise</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>layer: files, size</comment>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>number so far, files in all</comment>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>%1 of %2 or more</source>
        <comment>number so far, files in all</comment>
        <translation>%1 of %2 or more</translation>
    </message>
    <message>
        <source>the area lies outside the demo city; nothing of the city would be in the pack</source>
        <translation>the area lies outside the demo city; nothing of the city would be in the pack</translation>
    </message>
    <message>
        <source>%3: none from %1; the one from %2 is shown</source>
        <comment>dates; names of layers</comment>
        <translation>%3: none from %1; the one from %2 is shown</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>West, south, east, north in degrees; a file of polygons (GeoJSON, GeoPackage, Shapefile); or, of the demo city, names of towns with commas between them.</source>
        <translation>West, south, east, north in degrees; a file of polygons (GeoJSON, GeoPackage, Shapefile); or, of the demo city, names of towns with commas between them.</translation>
    </message>
    <message>
        <source>export needs --area W,S,E,N, a file of polygons, or the name of a town</source>
        <translation>export needs --area W,S,E,N, a file of polygons, or the name of a town</translation>
    </message>
    <message>
        <source>Finest level of imagery; terrain is as fine as that needs, models stay whole (see --finest-error) (default: all levels).</source>
        <translation>Finest level of imagery; terrain is as fine as that needs, models stay whole (see --finest-error) (default: all levels).</translation>
    </message>
    <message>
        <source>pack needs --area W,S,E,N, a file of polygons, or the name of a town</source>
        <translation>pack needs --area W,S,E,N, a file of polygons, or the name of a town</translation>
    </message>
    <message>
        <source>%1: nothing in this area</source>
        <translation>%1: nothing in this area</translation>
    </message>
</context>
<context>
    <name>ContentDefect</name>
    <message>
        <source>string literal</source>
        <translation>string literal</translation>
    </message>
    <message>
        <source>number literal</source>
        <translation>number literal</translation>
    </message>
    <message>
        <source>true literal</source>
        <translation>true literal</translation>
    </message>
    <message>
        <source>false literal</source>
        <translation>false literal</translation>
    </message>
    <message>
        <source>null literal</source>
        <translation>null literal</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - unexpected end of input; expected %2</source>
        <translation>syntax error while parsing %1 - unexpected end of input; expected %2</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - unexpected end of input</source>
        <translation>syntax error while parsing %1 - unexpected end of input</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - unexpected %2; expected %3</source>
        <translation>syntax error while parsing %1 - unexpected %2; expected %3</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - invalid string: missing closing quote; last read: %2</source>
        <translation>syntax error while parsing %1 - invalid string: missing closing quote; last read: %2</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - invalid literal; last read: %2</source>
        <translation>syntax error while parsing %1 - invalid literal; last read: %2</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - %2; last read: %3</source>
        <translation>syntax error while parsing %1 - %2; last read: %3</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - %2</source>
        <translation>syntax error while parsing %1 - %2</translation>
    </message>
    <message>
        <source>nested deeper than %1</source>
        <translation>nested deeper than %1</translation>
    </message>
    <message>
        <source>Empty: no JSON found</source>
        <translation>Empty: no JSON found</translation>
    </message>
    <message>
        <source>The JSON document has an improper structure: missing or superfluous commas, braces, missing keys, etc.</source>
        <translation>The JSON document has an improper structure: missing or superfluous commas, braces, missing keys, etc.</translation>
    </message>
    <message>
        <source>The JSON document was too deep (too many nested objects and arrays)</source>
        <translation>The JSON document was too deep (too many nested objects and arrays)</translation>
    </message>
    <message>
        <source>no valid byteOffset, componentType or type</source>
        <translation>no valid byteOffset, componentType or type</translation>
    </message>
    <message>
        <source>%1 bytes at %2 of a binary body of %3</source>
        <translation>%1 bytes at %2 of a binary body of %3</translation>
    </message>
    <message>
        <source>tile header in %1 bytes</source>
        <translation>tile header in %1 bytes</translation>
    </message>
    <message>
        <source>tile version %1</source>
        <translation>tile version %1</translation>
    </message>
    <message>
        <source>header states %1 bytes, there are %2</source>
        <translation>header states %1 bytes, there are %2</translation>
    </message>
    <message>
        <source>header states %1 bytes</source>
        <translation>header states %1 bytes</translation>
    </message>
    <message>
        <source>tables end at %1, the tile at %2</source>
        <translation>tables end at %1, the tile at %2</translation>
    </message>
    <message>
        <source>neither an array nor a reference into the binary body</source>
        <translation>neither an array nor a reference into the binary body</translation>
    </message>
    <message>
        <source>the feature table is not a JSON object</source>
        <translation>the feature table is not a JSON object</translation>
    </message>
    <message>
        <source>%1 has no valid byteOffset</source>
        <translation>%1 has no valid byteOffset</translation>
    </message>
    <message>
        <source>%1 of %2 elements reaches beyond a binary body of %3 bytes</source>
        <translation>%1 of %2 elements reaches beyond a binary body of %3 bytes</translation>
    </message>
    <message>
        <source>enum &quot;%1&quot; is not in the schema</source>
        <translation>enum &quot;%1&quot; is not in the schema</translation>
    </message>
    <message>
        <source>valueType of enum &quot;%1&quot;</source>
        <translation>valueType of enum &quot;%1&quot;</translation>
    </message>
    <message>
        <source>type &quot;%1&quot; with componentType &quot;%2&quot;</source>
        <translation>type &quot;%1&quot; with componentType &quot;%2&quot;</translation>
    </message>
    <message>
        <source>%1 of %2 bytes for %3 rows</source>
        <translation>%1 of %2 bytes for %3 rows</translation>
    </message>
    <message>
        <source>composites nested deeper than %1</source>
        <translation>composites nested deeper than %1</translation>
    </message>
    <message>
        <source>content of no bytes</source>
        <translation>content of no bytes</translation>
    </message>
    <message>
        <source>a tileset where a model is wanted</source>
        <translation>a tileset where a model is wanted</translation>
    </message>
    <message>
        <source>content of format %1</source>
        <translation>content of format %1</translation>
    </message>
    <message>
        <source>neither a 3D tile nor glTF</source>
        <translation>neither a 3D tile nor glTF</translation>
    </message>
    <message>
        <source>content of %1 bytes</source>
        <translation>content of %1 bytes</translation>
    </message>
    <message>
        <source>gzip inside gzip</source>
        <translation>gzip inside gzip</translation>
    </message>
    <message>
        <source>not enough memory for the content</source>
        <translation>not enough memory for the content</translation>
    </message>
    <message>
        <source>not enough memory for the subtree</source>
        <translation>not enough memory for the subtree</translation>
    </message>
    <message>
        <source>not enough memory for the tileset</source>
        <translation>not enough memory for the tileset</translation>
    </message>
    <message>
        <source>glTF 1.0 is not a JSON object</source>
        <translation>glTF 1.0 is not a JSON object</translation>
    </message>
    <message>
        <source>glb header needs 20 bytes, there are %1</source>
        <translation>glb header needs 20 bytes, there are %1</translation>
    </message>
    <message>
        <source>glb states %1 bytes, there are %2</source>
        <translation>glb states %1 bytes, there are %2</translation>
    </message>
    <message>
        <source>glb states a length of %1</source>
        <translation>glb states a length of %1</translation>
    </message>
    <message>
        <source>glTF 1.0 content is longer than its file</source>
        <translation>glTF 1.0 content is longer than its file</translation>
    </message>
    <message>
        <source>binary glTF version %1</source>
        <translation>binary glTF version %1</translation>
    </message>
    <message>
        <source>glb chunk %1 states %2 bytes, there are %3</source>
        <translation>glb chunk %1 states %2 bytes, there are %3</translation>
    </message>
    <message>
        <source>the first glb chunk is not JSON</source>
        <translation>the first glb chunk is not JSON</translation>
    </message>
    <message>
        <source>a glTF is a JSON object</source>
        <translation>a glTF is a JSON object</translation>
    </message>
    <message>
        <source>glTF without asset</source>
        <translation>glTF without asset</translation>
    </message>
    <message>
        <source>glTF version &quot;%1&quot;</source>
        <translation>glTF version &quot;%1&quot;</translation>
    </message>
    <message>
        <source>glTF minVersion &quot;%1&quot;</source>
        <translation>glTF minVersion &quot;%1&quot;</translation>
    </message>
    <message>
        <source>required glTF extension %1</source>
        <translation>required glTF extension %1</translation>
    </message>
    <message>
        <source>malformed data: URI</source>
        <translation>malformed data: URI</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be read</source>
        <translation>&quot;%1&quot; could not be read</translation>
    </message>
    <message>
        <source>no buffer %1</source>
        <translation>no buffer %1</translation>
    </message>
    <message>
        <source>buffer %1 has no valid byteLength</source>
        <translation>buffer %1 has no valid byteLength</translation>
    </message>
    <message>
        <source>buffer %1 states %2 bytes, there are %3</source>
        <translation>buffer %1 states %2 bytes, there are %3</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression without byteLength, count or byteStride</source>
        <translation>EXT_meshopt_compression without byteLength, count or byteStride</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression reaches beyond its buffer</source>
        <translation>EXT_meshopt_compression reaches beyond its buffer</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression: %1 elements in %2 bytes</source>
        <translation>EXT_meshopt_compression: %1 elements in %2 bytes</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression byteStride %1</source>
        <translation>EXT_meshopt_compression byteStride %1</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression unpacks to more than the limit</source>
        <translation>EXT_meshopt_compression unpacks to more than the limit</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression mode &quot;%1&quot;</source>
        <translation>EXT_meshopt_compression mode &quot;%1&quot;</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression filter &quot;%1&quot;</source>
        <translation>EXT_meshopt_compression filter &quot;%1&quot;</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression: status %1</source>
        <translation>EXT_meshopt_compression: status %1</translation>
    </message>
    <message>
        <source>no bufferView %1 with a buffer</source>
        <translation>no bufferView %1 with a buffer</translation>
    </message>
    <message>
        <source>no bufferView %1</source>
        <translation>no bufferView %1</translation>
    </message>
    <message>
        <source>bufferView %1 has no valid byteLength</source>
        <translation>bufferView %1 has no valid byteLength</translation>
    </message>
    <message>
        <source>bufferView %1 ends at %2, its buffer at %3</source>
        <translation>bufferView %1 ends at %2, its buffer at %3</translation>
    </message>
    <message>
        <source>bufferView %1 reaches beyond its buffer of %2 bytes</source>
        <translation>bufferView %1 reaches beyond its buffer of %2 bytes</translation>
    </message>
    <message>
        <source>no accessor %1</source>
        <translation>no accessor %1</translation>
    </message>
    <message>
        <source>accessor %1 has no valid count, componentType or type</source>
        <translation>accessor %1 has no valid count, componentType or type</translation>
    </message>
    <message>
        <source>accessor %1: byteStride is smaller than an element</source>
        <translation>accessor %1: byteStride is smaller than an element</translation>
    </message>
    <message>
        <source>accessor %1 of %2 elements reaches beyond its bufferView of %3 bytes</source>
        <translation>accessor %1 of %2 elements reaches beyond its bufferView of %3 bytes</translation>
    </message>
    <message>
        <source>accessor %1 has %2 elements and no bytes</source>
        <translation>accessor %1 has %2 elements and no bytes</translation>
    </message>
    <message>
        <source>accessor %1: over the limit on decoded bytes</source>
        <translation>accessor %1: over the limit on decoded bytes</translation>
    </message>
    <message>
        <source>sparse accessor without valid count, indices or values</source>
        <translation>sparse accessor without valid count, indices or values</translation>
    </message>
    <message>
        <source>sparse accessor: componentType of indices</source>
        <translation>sparse accessor: componentType of indices</translation>
    </message>
    <message>
        <source>sparse accessor reaches beyond its bufferView</source>
        <translation>sparse accessor reaches beyond its bufferView</translation>
    </message>
    <message>
        <source>sparse accessor: over the limit on decoded bytes</source>
        <translation>sparse accessor: over the limit on decoded bytes</translation>
    </message>
    <message>
        <source>sparse accessor: index %1 of %2</source>
        <translation>sparse accessor: index %1 of %2</translation>
    </message>
    <message>
        <source>Draco: %1 elements in %2 bytes</source>
        <translation>Draco: %1 elements in %2 bytes</translation>
    </message>
    <message>
        <source>neither uri nor bufferView</source>
        <translation>neither uri nor bufferView</translation>
    </message>
    <message>
        <source>zlib cannot start</source>
        <translation>zlib cannot start</translation>
    </message>
    <message>
        <source>gzip content unpacks to more than the limit</source>
        <translation>gzip content unpacks to more than the limit</translation>
    </message>
    <message>
        <source>gzip stream ends early</source>
        <translation>gzip stream ends early</translation>
    </message>
    <message>
        <source>libjpeg-turbo cannot start</source>
        <translation>libjpeg-turbo cannot start</translation>
    </message>
    <message>
        <source>JPEG in CMYK</source>
        <translation>JPEG in CMYK</translation>
    </message>
    <message>
        <source>WebP: bad header</source>
        <translation>WebP: bad header</translation>
    </message>
    <message>
        <source>WebP: bad bitstream</source>
        <translation>WebP: bad bitstream</translation>
    </message>
    <message>
        <source>animated WebP</source>
        <translation>animated WebP</translation>
    </message>
    <message>
        <source>picture of no bytes</source>
        <translation>picture of no bytes</translation>
    </message>
    <message>
        <source>picture is neither JPEG, PNG, WebP nor KTX 2</source>
        <translation>picture is neither JPEG, PNG, WebP nor KTX 2</translation>
    </message>
    <message>
        <source>nothing may be fetched</source>
        <translation>nothing may be fetched</translation>
    </message>
    <message>
        <source>gltfFormat %1</source>
        <translation>gltfFormat %1</translation>
    </message>
    <message>
        <source>no INSTANCES_LENGTH</source>
        <translation>no INSTANCES_LENGTH</translation>
    </message>
    <message>
        <source>JSON text of no bytes</source>
        <translation>JSON text of no bytes</translation>
    </message>
    <message>
        <source>JSON of %1 bytes, the limit is %2</source>
        <translation>JSON of %1 bytes, the limit is %2</translation>
    </message>
    <message>
        <source>no memory for JSON of %1 bytes</source>
        <translation>no memory for JSON of %1 bytes</translation>
    </message>
    <message>
        <source>JSON nested deeper than %1</source>
        <translation>JSON nested deeper than %1</translation>
    </message>
    <message>
        <source>a metadata schema is a JSON object</source>
        <translation>a metadata schema is a JSON object</translation>
    </message>
    <message>
        <source>3DTILES_draco_point_compression reaches beyond the binary body</source>
        <translation>3DTILES_draco_point_compression reaches beyond the binary body</translation>
    </message>
    <message>
        <source>POINTS_LENGTH is %1, the Draco stream has %2</source>
        <translation>POINTS_LENGTH is %1, the Draco stream has %2</translation>
    </message>
    <message>
        <source>POSITION is not in the Draco stream</source>
        <translation>POSITION is not in the Draco stream</translation>
    </message>
    <message>
        <source>a position is not finite</source>
        <translation>a position is not finite</translation>
    </message>
    <message>
        <source>POSITION_QUANTIZED without its volume</source>
        <translation>POSITION_QUANTIZED without its volume</translation>
    </message>
    <message>
        <source>cannot be read from the Draco stream</source>
        <translation>cannot be read from the Draco stream</translation>
    </message>
    <message>
        <source>availability constant is neither 0 nor 1</source>
        <translation>availability constant is neither 0 nor 1</translation>
    </message>
    <message>
        <source>availability has neither constant nor bitstream</source>
        <translation>availability has neither constant nor bitstream</translation>
    </message>
    <message>
        <source>availability of %1 in %2 bytes</source>
        <translation>availability of %1 in %2 bytes</translation>
    </message>
    <message>
        <source>no tileAvailability</source>
        <translation>no tileAvailability</translation>
    </message>
    <message>
        <source>a subtree is a JSON object</source>
        <translation>a subtree is a JSON object</translation>
    </message>
    <message>
        <source>subtree header in %1 bytes</source>
        <translation>subtree header in %1 bytes</translation>
    </message>
    <message>
        <source>subtree version %1</source>
        <translation>subtree version %1</translation>
    </message>
    <message>
        <source>subtree states %1 and %2 bytes, there are %3</source>
        <translation>subtree states %1 and %2 bytes, there are %3</translation>
    </message>
    <message>
        <source>cmpt header in %1 bytes</source>
        <translation>cmpt header in %1 bytes</translation>
    </message>
    <message>
        <source>cmpt version %1</source>
        <translation>cmpt version %1</translation>
    </message>
    <message>
        <source>cmpt states %1 bytes, there are %2</source>
        <translation>cmpt states %1 bytes, there are %2</translation>
    </message>
    <message>
        <source>cmpt: inner tile %1 of %2 does not fit into the %3 bytes left</source>
        <translation>cmpt: inner tile %1 of %2 does not fit into the %3 bytes left</translation>
    </message>
    <message>
        <source>b3dm without a glTF</source>
        <translation>b3dm without a glTF</translation>
    </message>
    <message>
        <source>a tileset is a JSON object</source>
        <translation>a tileset is a JSON object</translation>
    </message>
    <message>
        <source>no root tile</source>
        <translation>no root tile</translation>
    </message>
    <message>
        <source>%1 bytes, at most %2 are allowed for a scene</source>
        <translation>%1 bytes, at most %2 are allowed for a scene</translation>
    </message>
    <message>
        <source>%1 bytes, at most %2 are allowed for a picture</source>
        <translation>%1 bytes, at most %2 are allowed for a picture</translation>
    </message>
    <message>
        <source>a scene file of no bytes</source>
        <translation>a scene file of no bytes</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not YYYY, YYYY-MM or YYYY-MM-DD</source>
        <translation>&quot;%1&quot; is not YYYY, YYYY-MM or YYYY-MM-DD</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of %2</source>
        <translation>&quot;%1&quot; is none of %2</translation>
    </message>
    <message>
        <source>%1 is outside more than %2 to %3</source>
        <translation>%1 is outside more than %2 to %3</translation>
    </message>
    <message>
        <source>%1 is outside %2 to %3</source>
        <translation>%1 is outside %2 to %3</translation>
    </message>
    <message>
        <source>has %1 points, at most %2 are allowed</source>
        <translation>has %1 points, at most %2 are allowed</translation>
    </message>
    <message>
        <source>has %1 entries, at most %2 are allowed</source>
        <translation>has %1 entries, at most %2 are allowed</translation>
    </message>
    <message>
        <source>%1 sources, at most %2 are allowed</source>
        <translation>%1 sources, at most %2 are allowed</translation>
    </message>
    <message>
        <source>damaged base64 at character %1</source>
        <translation>damaged base64 at character %1</translation>
    </message>
    <message>
        <source>damaged base64: its length is no multiple of 4</source>
        <translation>damaged base64: its length is no multiple of 4</translation>
    </message>
    <message>
        <source>is no %1 picture</source>
        <translation>is no %1 picture</translation>
    </message>
    <message>
        <source>is no picture as data:image/jpeg;base64,… or data:image/png;base64,…</source>
        <translation>is no picture as data:image/jpeg;base64,… or data:image/png;base64,…</translation>
    </message>
    <message>
        <source>the key &quot;%1&quot; stands twice</source>
        <translation>the key &quot;%1&quot; stands twice</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is already the name of another viewpoint</source>
        <translation>&quot;%1&quot; is already the name of another viewpoint</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is already the name of %2</source>
        <translation>&quot;%1&quot; is already the name of %2</translation>
    </message>
    <message>
        <source>is not a file</source>
        <translation>is not a file</translation>
    </message>
    <message>
        <source>%1 is not read yet</source>
        <translation>%1 is not read yet</translation>
    </message>
    <message>
        <source>is a scene file, not a source: open it as a scene</source>
        <translation>is a scene file, not a source: open it as a scene</translation>
    </message>
    <message>
        <source>a folder without a tileset.json</source>
        <translation>a folder without a tileset.json</translation>
    </message>
    <message>
        <source>neither its name nor its bytes tell what it is</source>
        <translation>neither its name nor its bytes tell what it is</translation>
    </message>
    <message>
        <source>an empty source</source>
        <translation>an empty source</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>line %1, column %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place in a file: what is wrong there</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>object key</source>
        <translation>object key</translation>
    </message>
    <message>
        <source>object separator</source>
        <translation>object separator</translation>
    </message>
    <message>
        <source>%1; so with %2 further contents</source>
        <translation>%1; so with %2 further contents</translation>
    </message>
    <message>
        <source>%1 contents were checked, %2 were not</source>
        <translation>%1 contents were checked, %2 were not</translation>
    </message>
    <message>
        <source>%1, character %2: %3</source>
        <translation>%1, character %2: %3</translation>
    </message>
    <message>
        <source>a colour is expected, here is %1; color(&apos;%2&apos;) makes one of it</source>
        <translation>a colour is expected, here is %1; color(&apos;%2&apos;) makes one of it</translation>
    </message>
    <message>
        <source>a colour is expected, here is %1</source>
        <translation>a colour is expected, here is %1</translation>
    </message>
    <message>
        <source>a size above 0 is expected, here is %1</source>
        <translation>a size above 0 is expected, here is %1</translation>
    </message>
    <message>
        <source>unknown key, passed over; a style has show, color, pointSize, meta and defines</source>
        <translation>unknown key, passed over; a style has show, color, pointSize, meta and defines</translation>
    </message>
    <message>
        <source>unknown key, passed over</source>
        <translation>unknown key, passed over</translation>
    </message>
    <message>
        <source>no feature has a property &quot;%1&quot;; the most similar name is &quot;%2&quot;</source>
        <translation>no feature has a property &quot;%1&quot;; the most similar name is &quot;%2&quot;</translation>
    </message>
    <message>
        <source>no feature has a property &quot;%1&quot;</source>
        <translation>no feature has a property &quot;%1&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs %2, here are %3 and %4</source>
        <translation>&quot;%1&quot; needs %2, here are %3 and %4</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs %2, here is %3</source>
        <translation>&quot;%1&quot; needs %2, here is %3</translation>
    </message>
    <message>
        <source>numbers, vectors of the same size or a string</source>
        <translation>numbers, vectors of the same size or a string</translation>
    </message>
    <message>
        <source>numbers or vectors of the same size</source>
        <translation>numbers or vectors of the same size</translation>
    </message>
    <message>
        <source>a number or a vector</source>
        <translation>a number or a vector</translation>
    </message>
    <message>
        <source>a regExp and a string</source>
        <translation>a regExp and a string</translation>
    </message>
    <message>
        <source>booleans</source>
        <translation>booleans</translation>
    </message>
    <message>
        <source>a boolean</source>
        <translation>a boolean</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>numbers</translation>
    </message>
    <message>
        <source>the regular expression takes too much work on a value and counts as not matching</source>
        <translation>the regular expression takes too much work on a value and counts as not matching</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be read: %2</source>
        <translation>&quot;%1&quot; could not be read: %2</translation>
    </message>
    <message>
        <source>%1 features, values for %2 of them</source>
        <translation>%1 features, values for %2 of them</translation>
    </message>
    <message>
        <source>%1 instances name features beyond any</source>
        <translation>%1 instances name features beyond any</translation>
    </message>
    <message>
        <source>%1 vertices name features beyond the %2 that there are</source>
        <translation>%1 vertices name features beyond the %2 that there are</translation>
    </message>
    <message>
        <source>%1 points name features beyond the %2 that there are</source>
        <translation>%1 points name features beyond the %2 that there are</translation>
    </message>
    <message>
        <source>%1 values for %2 features</source>
        <translation>%1 values for %2 features</translation>
    </message>
    <message>
        <source>out of memory for the style</source>
        <translation>out of memory for the style</translation>
    </message>
    <message>
        <source>out of memory while decoding</source>
        <translation>out of memory while decoding</translation>
    </message>
    <message>
        <source>more than %1 tilesets name each other</source>
        <translation>more than %1 tilesets name each other</translation>
    </message>
    <message>
        <source>the scheme &quot;%1:&quot; is none of http:, https:, file:, data:</source>
        <translation>the scheme &quot;%1:&quot; is none of http:, https:, file:, data:</translation>
    </message>
    <message>
        <source>unexpected byte %1</source>
        <translation>unexpected byte %1</translation>
    </message>
    <message>
        <source>unexpected &quot;%1&quot;</source>
        <translation>unexpected &quot;%1&quot;</translation>
    </message>
    <message>
        <source>the number %1 is too large</source>
        <translation>the number %1 is too large</translation>
    </message>
    <message>
        <source>the text ends too early</source>
        <translation>the text ends too early</translation>
    </message>
    <message>
        <source>the tileset names itself as its content</source>
        <translation>the tileset names itself as its content</translation>
    </message>
    <message>
        <source>tilesets go in circles: this one leads back to %1</source>
        <translation>tilesets go in circles: this one leads back to %1</translation>
    </message>
    <message>
        <source>neither http(s), data: nor a file</source>
        <translation>neither http(s), data: nor a file</translation>
    </message>
    <message>
        <source>a data: URI has no place that it could be relative to</source>
        <translation>a data: URI has no place that it could be relative to</translation>
    </message>
    <message>
        <source>KTX 2: BasisLZ: %1</source>
        <translation>KTX 2: BasisLZ: %1</translation>
    </message>
    <message>
        <source>KTX 2: UASTC: block %1 of level %2 has a reserved mode or pattern</source>
        <translation>KTX 2: UASTC: block %1 of level %2 has a reserved mode or pattern</translation>
    </message>
    <message>
        <source>KTX 2: ETC1S has no blocks of its own</source>
        <translation>KTX 2: ETC1S has no blocks of its own</translation>
    </message>
    <message>
        <source>KTX 2: Zstandard: %1</source>
        <translation>KTX 2: Zstandard: %1</translation>
    </message>
    <message>
        <source>KTX 2: zlib: %1</source>
        <translation>KTX 2: zlib: %1</translation>
    </message>
    <message>
        <source>KTX 2: %1</source>
        <translation>KTX 2: %1</translation>
    </message>
    <message>
        <source>Zstandard gives %1 bytes of %2</source>
        <translation>Zstandard gives %1 bytes of %2</translation>
    </message>
    <message>
        <source>zlib gives %1 bytes of %2</source>
        <translation>zlib gives %1 bytes of %2</translation>
    </message>
    <message>
        <source>%1 bytes in %2 of Zstandard</source>
        <translation>%1 bytes in %2 of Zstandard</translation>
    </message>
    <message>
        <source>%1 bytes in %2 of zlib</source>
        <translation>%1 bytes in %2 of zlib</translation>
    </message>
    <message>
        <source>%1 at %2 of %3 bytes in a file of %4</source>
        <translation>%1 at %2 of %3 bytes in a file of %4</translation>
    </message>
    <message>
        <source>data format descriptor of %1 bytes</source>
        <translation>data format descriptor of %1 bytes</translation>
    </message>
    <message>
        <source>data format descriptor says %1 bytes, the header %2</source>
        <translation>data format descriptor says %1 bytes, the header %2</translation>
    </message>
    <message>
        <source>the data format descriptor does not start with a basic block</source>
        <translation>the data format descriptor does not start with a basic block</translation>
    </message>
    <message>
        <source>data format descriptor</source>
        <translation>data format descriptor</translation>
    </message>
    <message>
        <source>level index</source>
        <translation>level index</translation>
    </message>
    <message>
        <source>key/value data</source>
        <translation>key/value data</translation>
    </message>
    <message>
        <source>supercompression global data</source>
        <translation>supercompression global data</translation>
    </message>
    <message>
        <source>level %1 of %2 x %3 %4 needs %5 bytes, has %6</source>
        <translation>level %1 of %2 x %3 %4 needs %5 bytes, has %6</translation>
    </message>
    <message>
        <source>level %1 is a frame of a video</source>
        <translation>level %1 is a frame of a video</translation>
    </message>
    <message>
        <source>level %1: slice at %2 of %3 bytes in %4</source>
        <translation>level %1: slice at %2 of %3 bytes in %4</translation>
    </message>
    <message>
        <source>%1 levels of %2 x %3</source>
        <translation>%1 levels of %2 x %3</translation>
    </message>
    <message>
        <source>%1 channels of 8 bits</source>
        <translation>%1 channels of 8 bits</translation>
    </message>
    <message>
        <source>%1 channels of 16 bits</source>
        <translation>%1 channels of 16 bits</translation>
    </message>
    <message>
        <source>%1 channels of 16-bit floats</source>
        <translation>%1 channels of 16-bit floats</translation>
    </message>
    <message>
        <source>%1 channels of 32-bit floats</source>
        <translation>%1 channels of 32-bit floats</translation>
    </message>
    <message>
        <source>ETC2 RGB with one bit of alpha</source>
        <translation>ETC2 RGB with one bit of alpha</translation>
    </message>
    <message>
        <source>signed BC4</source>
        <translation>signed BC4</translation>
    </message>
    <message>
        <source>signed BC5</source>
        <translation>signed BC5</translation>
    </message>
    <message>
        <source>BC6H (high dynamic range)</source>
        <translation>BC6H (high dynamic range)</translation>
    </message>
    <message>
        <source>signed EAC R11</source>
        <translation>signed EAC R11</translation>
    </message>
    <message>
        <source>signed EAC RG11</source>
        <translation>signed EAC RG11</translation>
    </message>
    <message>
        <source>ASTC of high dynamic range</source>
        <translation>ASTC of high dynamic range</translation>
    </message>
    <message>
        <source>a key/value pair of %1 bytes</source>
        <translation>a key/value pair of %1 bytes</translation>
    </message>
    <message>
        <source>a key without its end</source>
        <translation>a key without its end</translation>
    </message>
    <message>
        <source>KTXswizzle &quot;%1&quot;</source>
        <translation>KTXswizzle &quot;%1&quot;</translation>
    </message>
    <message>
        <source>picture of %1 x %2 pixels in %3 bytes</source>
        <translation>picture of %1 x %2 pixels in %3 bytes</translation>
    </message>
    <message>
        <source>ETC1S with %1 samples</source>
        <translation>ETC1S with %1 samples</translation>
    </message>
    <message>
        <source>BasisLZ around %1</source>
        <translation>BasisLZ around %1</translation>
    </message>
    <message>
        <source>ETC1S without BasisLZ</source>
        <translation>ETC1S without BasisLZ</translation>
    </message>
    <message>
        <source>the identifier is missing</source>
        <translation>the identifier is missing</translation>
    </message>
    <message>
        <source>header of %1 bytes</source>
        <translation>header of %1 bytes</translation>
    </message>
    <message>
        <source>code table of %1: %2</source>
        <translation>code table of %1: %2</translation>
    </message>
    <message>
        <source>colour deltas</source>
        <translation>colour deltas</translation>
    </message>
    <message>
        <source>intensity deltas</source>
        <translation>intensity deltas</translation>
    </message>
    <message>
        <source>selector deltas</source>
        <translation>selector deltas</translation>
    </message>
    <message>
        <source>endpoint predictions</source>
        <translation>endpoint predictions</translation>
    </message>
    <message>
        <source>endpoint deltas</source>
        <translation>endpoint deltas</translation>
    </message>
    <message>
        <source>selectors</source>
        <translation>selectors</translation>
    </message>
    <message>
        <source>selector runs</source>
        <translation>selector runs</translation>
    </message>
    <message>
        <source>bad number of code lengths</source>
        <translation>bad number of code lengths</translation>
    </message>
    <message>
        <source>more codes than fit</source>
        <translation>more codes than fit</translation>
    </message>
    <message>
        <source>ends early</source>
        <translation>ends early</translation>
    </message>
    <message>
        <source>repeats nothing</source>
        <translation>repeats nothing</translation>
    </message>
    <message>
        <source>more code lengths than symbols</source>
        <translation>more code lengths than symbols</translation>
    </message>
    <message>
        <source>global data of %1 bytes</source>
        <translation>global data of %1 bytes</translation>
    </message>
    <message>
        <source>global data has %1 bytes, its parts need %2</source>
        <translation>global data has %1 bytes, its parts need %2</translation>
    </message>
    <message>
        <source>no endpoints</source>
        <translation>no endpoints</translation>
    </message>
    <message>
        <source>no selectors</source>
        <translation>no selectors</translation>
    </message>
    <message>
        <source>selectors of a global or hybrid codebook</source>
        <translation>selectors of a global or hybrid codebook</translation>
    </message>
    <message>
        <source>endpoint %1 has no code</source>
        <translation>endpoint %1 has no code</translation>
    </message>
    <message>
        <source>selector %1 has no code</source>
        <translation>selector %1 has no code</translation>
    </message>
    <message>
        <source>endpoints end at %1 of %2</source>
        <translation>endpoints end at %1 of %2</translation>
    </message>
    <message>
        <source>selectors end at %1 of %2</source>
        <translation>selectors end at %1 of %2</translation>
    </message>
    <message>
        <source>code tables end early</source>
        <translation>code tables end early</translation>
    </message>
    <message>
        <source>block %1, %2 of %3 x %4: %5</source>
        <translation>block %1, %2 of %3 x %4: %5</translation>
    </message>
    <message>
        <source>the slice ends early</source>
        <translation>the slice ends early</translation>
    </message>
    <message>
        <source>no endpoint prediction</source>
        <translation>no endpoint prediction</translation>
    </message>
    <message>
        <source>no block on the left</source>
        <translation>no block on the left</translation>
    </message>
    <message>
        <source>no block above on the left</source>
        <translation>no block above on the left</translation>
    </message>
    <message>
        <source>no block above</source>
        <translation>no block above</translation>
    </message>
    <message>
        <source>no endpoint delta</source>
        <translation>no endpoint delta</translation>
    </message>
    <message>
        <source>an endpoint past the codebook</source>
        <translation>an endpoint past the codebook</translation>
    </message>
    <message>
        <source>no selector</source>
        <translation>no selector</translation>
    </message>
    <message>
        <source>no length of a run</source>
        <translation>no length of a run</translation>
    </message>
    <message>
        <source>a selector past the history</source>
        <translation>a selector past the history</translation>
    </message>
    <message>
        <source>meshes beyond any place, left out: %1</source>
        <translation>meshes beyond any place, left out: %1</translation>
    </message>
    <message>
        <source>EXT_mesh_features names a missing property table</source>
        <translation>EXT_mesh_features names a missing property table</translation>
    </message>
    <message>
        <source>EXT_instance_features names a missing property table</source>
        <translation>EXT_instance_features names a missing property table</translation>
    </message>
    <message>
        <source>EXT_instance_features without EXT_mesh_gpu_instancing</source>
        <translation>EXT_instance_features without EXT_mesh_gpu_instancing</translation>
    </message>
    <message>
        <source>TEXCOORD_%1 is not read; TEXCOORD_0 is taken</source>
        <translation>TEXCOORD_%1 is not read; TEXCOORD_0 is taken</translation>
    </message>
    <message>
        <source>alphaMode &quot;%1&quot;</source>
        <translation>alphaMode &quot;%1&quot;</translation>
    </message>
    <message>
        <source>its texture does not exist</source>
        <translation>its texture does not exist</translation>
    </message>
    <message>
        <source>its sampler does not exist</source>
        <translation>its sampler does not exist</translation>
    </message>
    <message>
        <source>its material does not exist</source>
        <translation>its material does not exist</translation>
    </message>
    <message>
        <source>its mesh does not exist</source>
        <translation>its mesh does not exist</translation>
    </message>
    <message>
        <source>names a missing node</source>
        <translation>names a missing node</translation>
    </message>
    <message>
        <source>names a missing child</source>
        <translation>names a missing child</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 does not exist</translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation>does not exist</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>no source</translation>
    </message>
    <message>
        <source>the pictures together are over the limit on decoded bytes</source>
        <translation>the pictures together are over the limit on decoded bytes</translation>
    </message>
    <message>
        <source>not in the Draco stream</source>
        <translation>not in the Draco stream</translation>
    </message>
    <message>
        <source>%1 has %2 elements, POSITION has %3</source>
        <translation>%1 has %2 elements, POSITION has %3</translation>
    </message>
    <message>
        <source>%1 has %2 components of %3</source>
        <translation>%1 has %2 components of %3</translation>
    </message>
    <message>
        <source>indices are not whole numbers</source>
        <translation>indices are not whole numbers</translation>
    </message>
    <message>
        <source>%1 vertices make nothing that can be drawn</source>
        <translation>%1 vertices make nothing that can be drawn</translation>
    </message>
    <message>
        <source>index %1 of %2 vertices; %3 elements left out</source>
        <translation>index %1 of %2 vertices; %3 elements left out</translation>
    </message>
    <message>
        <source>%1 positions are not finite numbers</source>
        <translation>%1 positions are not finite numbers</translation>
    </message>
    <message>
        <source>no attributes</source>
        <translation>no attributes</translation>
    </message>
    <message>
        <source>mode is not in 0 … 6</source>
        <translation>mode is not in 0 … 6</translation>
    </message>
    <message>
        <source>no POSITION: nothing to draw</source>
        <translation>no POSITION: nothing to draw</translation>
    </message>
    <message>
        <source>no primitives</source>
        <translation>no primitives</translation>
    </message>
    <message>
        <source>both schema and schemaUri; the first is taken</source>
        <translation>both schema and schemaUri; the first is taken</translation>
    </message>
    <message>
        <source>no readable schema</source>
        <translation>no readable schema</translation>
    </message>
    <message>
        <source>its indices are no pairs</source>
        <translation>its indices are no pairs</translation>
    </message>
    <message>
        <source>%1 edges name vertices that are not there</source>
        <translation>%1 edges name vertices that are not there</translation>
    </message>
    <message>
        <source>a channel is not in 0 … 3</source>
        <translation>a channel is not in 0 … 3</translation>
    </message>
    <message>
        <source>texCoord is no index</source>
        <translation>texCoord is no index</translation>
    </message>
    <message>
        <source>the primitive has no TEXCOORD_%1</source>
        <translation>the primitive has no TEXCOORD_%1</translation>
    </message>
    <message>
        <source>featureCount is missing or not at least 1</source>
        <translation>featureCount is missing or not at least 1</translation>
    </message>
    <message>
        <source>label is no identifier</source>
        <translation>label is no identifier</translation>
    </message>
    <message>
        <source>ids in an accessor that is normalized or no SCALAR</source>
        <translation>ids in an accessor that is normalized or no SCALAR</translation>
    </message>
    <message>
        <source>no readable attribute %1: %2</source>
        <translation>no readable attribute %1: %2</translation>
    </message>
    <message>
        <source>no readable attribute %1</source>
        <translation>no readable attribute %1</translation>
    </message>
    <message>
        <source>%1 features in the picture, featureCount states %2</source>
        <translation>%1 features in the picture, featureCount states %2</translation>
    </message>
    <message>
        <source>%1 features, featureCount states %2</source>
        <translation>%1 features, featureCount states %2</translation>
    </message>
    <message>
        <source>its class &quot;%1&quot; is not in the schema</source>
        <translation>its class &quot;%1&quot; is not in the schema</translation>
    </message>
    <message>
        <source>class &quot;%1&quot; is not in the schema</source>
        <translation>class &quot;%1&quot; is not in the schema</translation>
    </message>
    <message>
        <source>not a property of class &quot;%1&quot;</source>
        <translation>not a property of class &quot;%1&quot;</translation>
    </message>
    <message>
        <source>%1 channels for a value of type %2 of %3 bytes</source>
        <translation>%1 channels for a value of type %2 of %3 bytes</translation>
    </message>
    <message>
        <source>%1 channels for a value of type %2</source>
        <translation>%1 channels for a value of type %2</translation>
    </message>
    <message>
        <source>values of type %1 cannot lie at vertices</source>
        <translation>values of type %1 cannot lie at vertices</translation>
    </message>
    <message>
        <source>enums of more than 16 bits cannot lie at vertices</source>
        <translation>enums of more than 16 bits cannot lie at vertices</translation>
    </message>
    <message>
        <source>%1 holds no value of type %2 for each vertex</source>
        <translation>%1 holds no value of type %2 for each vertex</translation>
    </message>
    <message>
        <source>names no attribute</source>
        <translation>names no attribute</translation>
    </message>
    <message>
        <source>%1 is no array with elements</source>
        <translation>%1 is no array with elements</translation>
    </message>
    <message>
        <source>matrix is not 16 finite numbers</source>
        <translation>matrix is not 16 finite numbers</translation>
    </message>
    <message>
        <source>%1 is not %2 numbers</source>
        <translation>%1 is not %2 numbers</translation>
    </message>
    <message>
        <source>%1 has too few components</source>
        <translation>%1 has too few components</translation>
    </message>
    <message>
        <source>%1 instances are over the limit</source>
        <translation>%1 instances are over the limit</translation>
    </message>
    <message>
        <source>instances with values that are not finite</source>
        <translation>instances with values that are not finite</translation>
    </message>
    <message>
        <source>has more than one parent, or is its own ancestor</source>
        <translation>has more than one parent, or is its own ancestor</translation>
    </message>
    <message>
        <source>a transform is not finite</source>
        <translation>a transform is not finite</translation>
    </message>
    <message>
        <source>not three numbers</source>
        <translation>not three numbers</translation>
    </message>
    <message>
        <source>no BATCH_LENGTH</source>
        <translation>no BATCH_LENGTH</translation>
    </message>
    <message>
        <source>feature table of blanks</source>
        <translation>feature table of blanks</translation>
    </message>
    <message>
        <source>%1 points in %2 bytes</source>
        <translation>%1 points in %2 bytes</translation>
    </message>
    <message>
        <source>%1 bytes, which 8 does not divide</source>
        <translation>%1 bytes, which 8 does not divide</translation>
    </message>
    <message>
        <source>a tile of %1 bytes inside, which 8 does not divide</source>
        <translation>a tile of %1 bytes inside, which 8 does not divide</translation>
    </message>
    <message>
        <source>%1 begins at byte %2, which 8 does not divide</source>
        <translation>%1 begins at byte %2, which 8 does not divide</translation>
    </message>
    <message>
        <source>the feature table&apos;s binary body</source>
        <translation>the feature table&apos;s binary body</translation>
    </message>
    <message>
        <source>the batch table&apos;s binary body</source>
        <translation>the batch table&apos;s binary body</translation>
    </message>
    <message>
        <source>the batch table</source>
        <translation>the batch table</translation>
    </message>
    <message>
        <source>the glTF</source>
        <translation>the glTF</translation>
    </message>
    <message>
        <source>%1 values for %2 instances</source>
        <translation>%1 values for %2 instances</translation>
    </message>
    <message>
        <source>value %1 is no index</source>
        <translation>value %1 is no index</translation>
    </message>
    <message>
        <source>no valid instancesLength</source>
        <translation>no valid instancesLength</translation>
    </message>
    <message>
        <source>no classes</source>
        <translation>no classes</translation>
    </message>
    <message>
        <source>%1 instances for %2 features</source>
        <translation>%1 instances for %2 features</translation>
    </message>
    <message>
        <source>class %1 of %2</source>
        <translation>class %1 of %2</translation>
    </message>
    <message>
        <source>more than %1 parents</source>
        <translation>more than %1 parents</translation>
    </message>
    <message>
        <source>instance %1 of %2</source>
        <translation>instance %1 of %2</translation>
    </message>
    <message>
        <source>%1 for %2 instances</source>
        <translation>%1 for %2 instances</translation>
    </message>
    <message>
        <source>the picture has both a uri and a bufferView</source>
        <translation>the picture has both a uri and a bufferView</translation>
    </message>
    <message>
        <source>the picture has neither a uri nor a bufferView</source>
        <translation>the picture has neither a uri nor a bufferView</translation>
    </message>
    <message>
        <source>uri is no text</source>
        <translation>uri is no text</translation>
    </message>
    <message>
        <source>name is no text</source>
        <translation>name is no text</translation>
    </message>
    <message>
        <source>bufferView leads nowhere: there are %1</source>
        <translation>bufferView leads nowhere: there are %1</translation>
    </message>
    <message>
        <source>bufferView has a byteStride, which a picture&apos;s may not</source>
        <translation>bufferView has a byteStride, which a picture&apos;s may not</translation>
    </message>
    <message>
        <source>the type &quot;%1&quot; is not known</source>
        <translation>the type &quot;%1&quot; is not known</translation>
    </message>
    <message>
        <source>type is missing or no text</source>
        <translation>type is missing or no text</translation>
    </message>
    <message>
        <source>%1 is missing or no object</source>
        <translation>%1 is missing or no object</translation>
    </message>
    <message>
        <source>%1 is missing or no text</source>
        <translation>%1 is missing or no text</translation>
    </message>
    <message>
        <source>%1 is missing or not at least 1</source>
        <translation>%1 is missing or not at least 1</translation>
    </message>
    <message>
        <source>%1 is missing or leads nowhere: there are %2</source>
        <translation>%1 is missing or leads nowhere: there are %2</translation>
    </message>
    <message>
        <source>zfar is not beyond znear</source>
        <translation>zfar is not beyond znear</translation>
    </message>
    <message>
        <source>color is not three numbers</source>
        <translation>color is not three numbers</translation>
    </message>
    <message>
        <source>a directional light has no range</source>
        <translation>a directional light has no range</translation>
    </message>
    <message>
        <source>outerConeAngle is beyond π/2</source>
        <translation>outerConeAngle is beyond π/2</translation>
    </message>
    <message>
        <source>innerConeAngle is not below outerConeAngle</source>
        <translation>innerConeAngle is not below outerConeAngle</translation>
    </message>
    <message>
        <source>is no object</source>
        <translation>is no object</translation>
    </message>
    <message>
        <source>constant is neither 0 nor 1</source>
        <translation>constant is neither 0 nor 1</translation>
    </message>
    <message>
        <source>neither constant nor bitstream</source>
        <translation>neither constant nor bitstream</translation>
    </message>
    <message>
        <source>states %1 available, %2 bits are set</source>
        <translation>states %1 available, %2 bits are set</translation>
    </message>
    <message>
        <source>property table %1 of %2</source>
        <translation>property table %1 of %2</translation>
    </message>
    <message>
        <source>not an index</source>
        <translation>not an index</translation>
    </message>
    <message>
        <source>not an array with elements</source>
        <translation>not an array with elements</translation>
    </message>
    <message>
        <source>an array without elements</source>
        <translation>an array without elements</translation>
    </message>
    <message>
        <source>an object without members</source>
        <translation>an object without members</translation>
    </message>
    <message>
        <source>not an array</source>
        <translation>not an array</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>not an object</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>not a JSON object</translation>
    </message>
    <message>
        <source>an object was expected</source>
        <translation>an object was expected</translation>
    </message>
    <message>
        <source>no uri, and the file has no bytes of its own for it</source>
        <translation>no uri, and the file has no bytes of its own for it</translation>
    </message>
    <message>
        <source>byteOffset is no number of bytes</source>
        <translation>byteOffset is no number of bytes</translation>
    </message>
    <message>
        <source>reaches beyond its buffer of %1 bytes</source>
        <translation>reaches beyond its buffer of %1 bytes</translation>
    </message>
    <message>
        <source>%1 names no bufferView of the %2</source>
        <translation>%1 names no bufferView of the %2</translation>
    </message>
    <message>
        <source>%1 is none of UINT8, UINT16, UINT32, UINT64</source>
        <translation>%1 is none of UINT8, UINT16, UINT32, UINT64</translation>
    </message>
    <message>
        <source>%1 rows for %2 available</source>
        <translation>%1 rows for %2 available</translation>
    </message>
    <message>
        <source>%1 elements for %2 contents</source>
        <translation>%1 elements for %2 contents</translation>
    </message>
    <message>
        <source>a subtree of more than %1 tiles</source>
        <translation>a subtree of more than %1 tiles</translation>
    </message>
    <message>
        <source>Draco header in %1 bytes</source>
        <translation>Draco header in %1 bytes</translation>
    </message>
    <message>
        <source>%1 has %2 children, more than %3</source>
        <translation>%1 has %2 children, more than %3</translation>
    </message>
    <message>
        <source>tiles nested deeper than %1</source>
        <translation>tiles nested deeper than %1</translation>
    </message>
    <message>
        <source>more than %1 tiles</source>
        <translation>more than %1 tiles</translation>
    </message>
    <message>
        <source>a child is not an object; left out</source>
        <translation>a child is not an object; left out</translation>
    </message>
    <message>
        <source>transform is not 16 finite numbers; taken as identity</source>
        <translation>transform is not 16 finite numbers; taken as identity</translation>
    </message>
    <message>
        <source>transform is not affine: its last row is taken as 0, 0, 0, 1</source>
        <translation>transform is not affine: its last row is taken as 0, 0, 0, 1</translation>
    </message>
    <message>
        <source>transform leads beyond any place; taken as identity</source>
        <translation>transform leads beyond any place; taken as identity</translation>
    </message>
    <message>
        <source>%1 is no valid box, region or sphere</source>
        <translation>%1 is no valid box, region or sphere</translation>
    </message>
    <message>
        <source>no boundingVolume</source>
        <translation>no boundingVolume</translation>
    </message>
    <message>
        <source>extension %1 is not supported; what it says is passed over</source>
        <translation>extension %1 is not supported; what it says is passed over</translation>
    </message>
    <message>
        <source>extension %1 is not supported</source>
        <translation>extension %1 is not supported</translation>
    </message>
    <message>
        <source>3DTILES_content_gltf is used and has to be required</source>
        <translation>3DTILES_content_gltf is used and has to be required</translation>
    </message>
    <message>
        <source>content without a uri</source>
        <translation>content without a uri</translation>
    </message>
    <message>
        <source>content.group names no group of the %1</source>
        <translation>content.group names no group of the %1</translation>
    </message>
    <message>
        <source>content.metadata is not an object</source>
        <translation>content.metadata is not an object</translation>
    </message>
    <message>
        <source>content.boundingVolume reaches out of the tile&apos;s boundingVolume</source>
        <translation>content.boundingVolume reaches out of the tile&apos;s boundingVolume</translation>
    </message>
    <message>
        <source>gltfUpAxis &quot;%1&quot; is none of X, Y, Z</source>
        <translation>gltfUpAxis &quot;%1&quot; is none of X, Y, Z</translation>
    </message>
    <message>
        <source>no version</source>
        <translation>no version</translation>
    </message>
    <message>
        <source>version &quot;%1&quot; is neither 1.0 nor 1.1</source>
        <translation>version &quot;%1&quot; is neither 1.0 nor 1.1</translation>
    </message>
    <message>
        <source>geometricError is negative</source>
        <translation>geometricError is negative</translation>
    </message>
    <message>
        <source>geometricError missing or no number</source>
        <translation>geometricError missing or no number</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>negative</translation>
    </message>
    <message>
        <source>missing or not a number</source>
        <translation>missing or not a number</translation>
    </message>
    <message>
        <source>missing or not a string</source>
        <translation>missing or not a string</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>missing</translation>
    </message>
    <message>
        <source>refine is not written in capitals</source>
        <translation>refine is not written in capitals</translation>
    </message>
    <message>
        <source>refine is neither ADD nor REPLACE</source>
        <translation>refine is neither ADD nor REPLACE</translation>
    </message>
    <message>
        <source>the root has no refine; taken as REPLACE</source>
        <translation>the root has no refine; taken as REPLACE</translation>
    </message>
    <message>
        <source>expire.duration is no number of seconds</source>
        <translation>expire.duration is no number of seconds</translation>
    </message>
    <message>
        <source>expire.date is no text</source>
        <translation>expire.date is no text</translation>
    </message>
    <message>
        <source>%1: expire.date &quot;%2&quot; is no ISO 8601 instant with a zone</source>
        <translation>%1: expire.date &quot;%2&quot; is no ISO 8601 instant with a zone</translation>
    </message>
    <message>
        <source>subdivisionScheme &quot;%1&quot;</source>
        <translation>subdivisionScheme &quot;%1&quot;</translation>
    </message>
    <message>
        <source>availableLevels missing or not in 1 … %1</source>
        <translation>availableLevels missing or not in 1 … %1</translation>
    </message>
    <message>
        <source>subtreeLevels missing or out of range</source>
        <translation>subtreeLevels missing or out of range</translation>
    </message>
    <message>
        <source>no subtrees.uri</source>
        <translation>no subtrees.uri</translation>
    </message>
    <message>
        <source>a region&apos;s angles are beyond ±π and ±π/2 radians</source>
        <translation>a region&apos;s angles are beyond ±π and ±π/2 radians</translation>
    </message>
    <message>
        <source>a region&apos;s south lies north of its north</source>
        <translation>a region&apos;s south lies north of its north</translation>
    </message>
    <message>
        <source>a region&apos;s west lies a little east of its east</source>
        <translation>a region&apos;s west lies a little east of its east</translation>
    </message>
    <message>
        <source>a region&apos;s lowest height is above its highest</source>
        <translation>a region&apos;s lowest height is above its highest</translation>
    </message>
    <message>
        <source>more subtrees than are read here</source>
        <translation>more subtrees than are read here</translation>
    </message>
    <message>
        <source>glTF in a tileset of version 1.0, which does not list the extension %1</source>
        <translation>glTF in a tileset of version 1.0, which does not list the extension %1</translation>
    </message>
    <message>
        <source>external tilesets nested too deep</source>
        <translation>external tilesets nested too deep</translation>
    </message>
    <message>
        <source>uses the extension %1, which the first tileset does not list in extensionsUsed</source>
        <translation>uses the extension %1, which the first tileset does not list in extensionsUsed</translation>
    </message>
    <message>
        <source>expired, and could not be got anew; what was there stays: %1</source>
        <translation>expired, and could not be got anew; what was there stays: %1</translation>
    </message>
    <message>
        <source>no longer wanted</source>
        <translation>no longer wanted</translation>
    </message>
    <message>
        <source>holds something that is no string</source>
        <translation>holds something that is no string</translation>
    </message>
    <message>
        <source>names %1 twice</source>
        <translation>names %1 twice</translation>
    </message>
    <message>
        <source>is not in extensionsUsed</source>
        <translation>is not in extensionsUsed</translation>
    </message>
    <message>
        <source>%1 is not in extensionsUsed</source>
        <translation>%1 is not in extensionsUsed</translation>
    </message>
    <message>
        <source>without a schema</source>
        <translation>without a schema</translation>
    </message>
    <message>
        <source>not a number of features</source>
        <translation>not a number of features</translation>
    </message>
    <message>
        <source>not a string</source>
        <translation>not a string</translation>
    </message>
    <message>
        <source>without a minimum and a maximum that are numbers</source>
        <translation>without a minimum and a maximum that are numbers</translation>
    </message>
    <message>
        <source>its minimum is greater than its maximum</source>
        <translation>its minimum is greater than its maximum</translation>
    </message>
    <message>
        <source>%1 is no value of type %2</source>
        <translation>%1 is no value of type %2</translation>
    </message>
    <message>
        <source>%1 is no array</source>
        <translation>%1 is no array</translation>
    </message>
    <message>
        <source>%1 elements in an array of %2</source>
        <translation>%1 elements in an array of %2</translation>
    </message>
    <message>
        <source>no class</source>
        <translation>no class</translation>
    </message>
    <message>
        <source>metadata without a schema</source>
        <translation>metadata without a schema</translation>
    </message>
    <message>
        <source>required, but null</source>
        <translation>required, but null</translation>
    </message>
    <message>
        <source>required, but missing</source>
        <translation>required, but missing</translation>
    </message>
    <message>
        <source>%1 is outside the property&apos;s min and max</source>
        <translation>%1 is outside the property&apos;s min and max</translation>
    </message>
    <message>
        <source>%1 of an array of variable length</source>
        <translation>%1 of an array of variable length</translation>
    </message>
    <message>
        <source>no valid count</source>
        <translation>no valid count</translation>
    </message>
    <message>
        <source>the value %1 is not in its enum</source>
        <translation>the value %1 is not in its enum</translation>
    </message>
    <message>
        <source>the value %1 is above the max %2 of its class</source>
        <translation>the value %1 is above the max %2 of its class</translation>
    </message>
    <message>
        <source>the value %1 is below the min %2 of its class</source>
        <translation>the value %1 is below the min %2 of its class</translation>
    </message>
    <message>
        <source>%1 states %2, of the values it is %3</source>
        <translation>%1 states %2, of the values it is %3</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>no values</translation>
    </message>
    <message>
        <source>a value without a name and a whole number</source>
        <translation>a value without a name and a whole number</translation>
    </message>
    <message>
        <source>gives %1 twice</source>
        <translation>gives %1 twice</translation>
    </message>
    <message>
        <source>names no value of its enum</source>
        <translation>names no value of its enum</translation>
    </message>
    <message>
        <source>values of the semantic %1 are of the type %2</source>
        <translation>values of the semantic %1 are of the type %2</translation>
    </message>
    <message>
        <source>count is no number above 1</source>
        <translation>count is no number above 1</translation>
    </message>
    <message>
        <source>count of what is no array</source>
        <translation>count of what is no array</translation>
    </message>
    <message>
        <source>enumType of what is no ENUM</source>
        <translation>enumType of what is no ENUM</translation>
    </message>
    <message>
        <source>normalized, but of no type of whole numbers</source>
        <translation>normalized, but of no type of whole numbers</translation>
    </message>
    <message>
        <source>%1 of values that it does not apply to</source>
        <translation>%1 of values that it does not apply to</translation>
    </message>
    <message>
        <source>%1 is no value of the property&apos;s type</source>
        <translation>%1 is no value of the property&apos;s type</translation>
    </message>
    <message>
        <source>%1 of a required property</source>
        <translation>%1 of a required property</translation>
    </message>
    <message>
        <source>noData of a BOOLEAN</source>
        <translation>noData of a BOOLEAN</translation>
    </message>
    <message>
        <source>its key is no identifier</source>
        <translation>its key is no identifier</translation>
    </message>
    <message>
        <source>properties is no object with members</source>
        <translation>properties is no object with members</translation>
    </message>
    <message>
        <source>semantic &quot;%1&quot; a second time</source>
        <translation>semantic &quot;%1&quot; a second time</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no identifier</source>
        <translation>&quot;%1&quot; is no identifier</translation>
    </message>
    <message>
        <source>%1 is not a string</source>
        <translation>%1 is not a string</translation>
    </message>
    <message>
        <source>%1 is neither true nor false</source>
        <translation>%1 is neither true nor false</translation>
    </message>
    <message>
        <source>no ZIP archive in %1 bytes</source>
        <translation>no ZIP archive in %1 bytes</translation>
    </message>
    <message>
        <source>no ZIP archive: its end record is missing</source>
        <translation>no ZIP archive: its end record is missing</translation>
    </message>
    <message>
        <source>the ZIP64 end record is not where its locator says</source>
        <translation>the ZIP64 end record is not where its locator says</translation>
    </message>
    <message>
        <source>the directory of %1 bytes at %2 reaches beyond the archive of %3</source>
        <translation>the directory of %1 bytes at %2 reaches beyond the archive of %3</translation>
    </message>
    <message>
        <source>file %1 of %2 of the ZIP directory is damaged</source>
        <translation>file %1 of %2 of the ZIP directory is damaged</translation>
    </message>
    <message>
        <source>an archive without files</source>
        <translation>an archive without files</translation>
    </message>
    <message>
        <source>a directory of %1 bytes and no index</source>
        <translation>a directory of %1 bytes and no index</translation>
    </message>
    <message>
        <source>the index lies behind the directory</source>
        <translation>the index lies behind the directory</translation>
    </message>
    <message>
        <source>@3dtilesIndex1@ of %1 bytes</source>
        <translation>@3dtilesIndex1@ of %1 bytes</translation>
    </message>
    <message>
        <source>@3dtilesIndex1@ points beyond the files of the archive</source>
        <translation>@3dtilesIndex1@ points beyond the files of the archive</translation>
    </message>
    <message>
        <source>the package holds no &quot;%1&quot;</source>
        <translation>the package holds no &quot;%1&quot;</translation>
    </message>
    <message>
        <source>the package&apos;s index points beyond it</source>
        <translation>the package&apos;s index points beyond it</translation>
    </message>
    <message>
        <source>no file of the archive begins where its directory says</source>
        <translation>no file of the archive begins where its directory says</translation>
    </message>
    <message>
        <source>header of a file in the archive</source>
        <translation>header of a file in the archive</translation>
    </message>
    <message>
        <source>the archive&apos;s index leads to another file</source>
        <translation>the archive&apos;s index leads to another file</translation>
    </message>
    <message>
        <source>a file in the archive</source>
        <translation>a file in the archive</translation>
    </message>
    <message>
        <source>the file is encrypted</source>
        <translation>the file is encrypted</translation>
    </message>
    <message>
        <source>%1 bytes stated, there are %2</source>
        <translation>%1 bytes stated, there are %2</translation>
    </message>
    <message>
        <source>%1 bytes, limit %2</source>
        <translation>%1 bytes, limit %2</translation>
    </message>
    <message>
        <source>%1 bytes, the archive states %2</source>
        <translation>%1 bytes, the archive states %2</translation>
    </message>
    <message>
        <source>packed by method %1 of ZIP</source>
        <translation>packed by method %1 of ZIP</translation>
    </message>
    <message>
        <source>the checksum of the archive does not fit: the file is damaged</source>
        <translation>the checksum of the archive does not fit: the file is damaged</translation>
    </message>
    <message>
        <source>no memory to unpack</source>
        <translation>no memory to unpack</translation>
    </message>
    <message>
        <source>%1 packed bytes</source>
        <translation>%1 packed bytes</translation>
    </message>
    <message>
        <source>unpacks to more than %1 bytes</source>
        <translation>unpacks to more than %1 bytes</translation>
    </message>
    <message>
        <source>unpacks to %1 bytes</source>
        <translation>unpacks to %1 bytes</translation>
    </message>
    <message>
        <source>damaged deflate stream</source>
        <translation>damaged deflate stream</translation>
    </message>
    <message>
        <source>the deflate stream ends early</source>
        <translation>the deflate stream ends early</translation>
    </message>
    <message>
        <source>no 3D Tiles package: the table media has no column %1 of type %2</source>
        <translation>no 3D Tiles package: the table media has no column %1 of type %2</translation>
    </message>
    <message>
        <source>no temporary file for the package</source>
        <translation>no temporary file for the package</translation>
    </message>
    <message>
        <source>the package could not be put into a temporary file</source>
        <translation>the package could not be put into a temporary file</translation>
    </message>
    <message>
        <source>not in the package</source>
        <translation>not in the package</translation>
    </message>
    <message>
        <source>redirect without a target</source>
        <translation>redirect without a target</translation>
    </message>
    <message>
        <source>redirected to %1</source>
        <translation>redirected to %1</translation>
    </message>
    <message>
        <source>named by %1</source>
        <translation>named by %1</translation>
    </message>
    <message>
        <source>no path in it</source>
        <translation>no path in it</translation>
    </message>
    <message>
        <source>is not a regular file</source>
        <translation>is not a regular file</translation>
    </message>
    <message>
        <source>range ends before it begins</source>
        <translation>range ends before it begins</translation>
    </message>
    <message>
        <source>shrank from %1 bytes while it was read</source>
        <translation>shrank from %1 bytes while it was read</translation>
    </message>
    <message>
        <source>an empty expression</source>
        <translation>an empty expression</translation>
    </message>
    <message>
        <source>an expression of %1 bytes</source>
        <translation>an expression of %1 bytes</translation>
    </message>
    <message>
        <source>a style of %1 bytes</source>
        <translation>a style of %1 bytes</translation>
    </message>
    <message>
        <source>nested %1 deep</source>
        <translation>nested %1 deep</translation>
    </message>
    <message>
        <source>ends where a value is expected</source>
        <translation>ends where a value is expected</translation>
    </message>
    <message>
        <source>unexpected &quot;%1&quot;, &quot;%2&quot; is expected</source>
        <translation>unexpected &quot;%1&quot;, &quot;%2&quot; is expected</translation>
    </message>
    <message>
        <source>unexpected &quot;%1&quot; in a number</source>
        <translation>unexpected &quot;%1&quot; in a number</translation>
    </message>
    <message>
        <source>no &quot;%1&quot; closes it</source>
        <translation>no &quot;%1&quot; closes it</translation>
    </message>
    <message>
        <source>more than %1 operators and values in one style</source>
        <translation>more than %1 operators and values in one style</translation>
    </message>
    <message>
        <source>a &quot;?&quot; without its &quot;:&quot;</source>
        <translation>a &quot;?&quot; without its &quot;:&quot;</translation>
    </message>
    <message>
        <source>&quot;~&quot; is not supported</source>
        <translation>&quot;~&quot; is not supported</translation>
    </message>
    <message>
        <source>no name after &quot;.&quot;</source>
        <translation>no name after &quot;.&quot;</translation>
    </message>
    <message>
        <source>only functions can be called</source>
        <translation>only functions can be called</translation>
    </message>
    <message>
        <source>a hexadecimal number without digits or too large</source>
        <translation>a hexadecimal number without digits or too large</translation>
    </message>
    <message>
        <source>a number that cannot be represented</source>
        <translation>a number that cannot be represented</translation>
    </message>
    <message>
        <source>a string that does not end</source>
        <translation>a string that does not end</translation>
    </message>
    <message>
        <source>a variable without a name</source>
        <translation>a variable without a name</translation>
    </message>
    <message>
        <source>an index in a variable is a whole number or a name in quotes</source>
        <translation>an index in a variable is a whole number or a name in quotes</translation>
    </message>
    <message>
        <source>&quot;.&quot; or &quot;[&quot; is expected in a variable</source>
        <translation>&quot;.&quot; or &quot;[&quot; is expected in a variable</translation>
    </message>
    <message>
        <source>a variable inside a variable</source>
        <translation>a variable inside a variable</translation>
    </message>
    <message>
        <source>Math has only PI and E here</source>
        <translation>Math has only PI and E here</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a function, its arguments are missing</source>
        <translation>&quot;%1&quot; is a function, its arguments are missing</translation>
    </message>
    <message>
        <source>unknown name &quot;%1&quot;; a property is written ${%2}</source>
        <translation>unknown name &quot;%1&quot;; a property is written ${%2}</translation>
    </message>
    <message>
        <source>no &quot;(&quot;</source>
        <translation>no &quot;(&quot;</translation>
    </message>
    <message>
        <source>%1 takes no arguments</source>
        <translation>%1 takes no arguments</translation>
    </message>
    <message>
        <source>%1 takes one argument</source>
        <translation>%1 takes one argument</translation>
    </message>
    <message>
        <source>%1 takes %2 to %3 arguments, here are %4</source>
        <translation>%1 takes %2 to %3 arguments, here are %4</translation>
    </message>
    <message>
        <source>%1 takes %2 arguments, here are %3</source>
        <translation>%1 takes %2 arguments, here are %3</translation>
    </message>
    <message>
        <source>there is no function &quot;%1&quot; of a value</source>
        <translation>there is no function &quot;%1&quot; of a value</translation>
    </message>
    <message>
        <source>there is no function &quot;%1&quot;</source>
        <translation>there is no function &quot;%1&quot;</translation>
    </message>
    <message>
        <source>a class is named by a string, here is %1</source>
        <translation>a class is named by a string, here is %1</translation>
    </message>
    <message>
        <source>the function needs a number or a vector, here is %1</source>
        <translation>the function needs a number or a vector, here is %1</translation>
    </message>
    <message>
        <source>the arguments do not fit together: %1 and %2</source>
        <translation>the arguments do not fit together: %1 and %2</translation>
    </message>
    <message>
        <source>a vector is made of numbers and vectors, here is %1</source>
        <translation>a vector is made of numbers and vectors, here is %1</translation>
    </message>
    <message>
        <source>%1 needs %2 components, here are %3</source>
        <translation>%1 needs %2 components, here are %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no colour</source>
        <translation>&quot;%1&quot; is no colour</translation>
    </message>
    <message>
        <source>a colour is named by a string, here is %1</source>
        <translation>a colour is named by a string, here is %1</translation>
    </message>
    <message>
        <source>alpha is a number, here is %1</source>
        <translation>alpha is a number, here is %1</translation>
    </message>
    <message>
        <source>a colour is made of numbers, here is %1</source>
        <translation>a colour is made of numbers, here is %1</translation>
    </message>
    <message>
        <source>regExp takes strings, here is %1</source>
        <translation>regExp takes strings, here is %1</translation>
    </message>
    <message>
        <source>%1 is for a regExp and a string, here are %2 and %3</source>
        <translation>%1 is for a regExp and a string, here are %2 and %3</translation>
    </message>
    <message>
        <source>cross needs two vec3, here: %1 and %2</source>
        <translation>cross needs two vec3, here: %1 and %2</translation>
    </message>
    <message>
        <source>the function needs numbers or vectors of the same size, here: %1 and %2</source>
        <translation>the function needs numbers or vectors of the same size, here: %1 and %2</translation>
    </message>
    <message>
        <source>the function needs numbers or vectors of the same size, here: %1</source>
        <translation>the function needs numbers or vectors of the same size, here: %1</translation>
    </message>
    <message>
        <source>a regular expression of %1 bytes</source>
        <translation>a regular expression of %1 bytes</translation>
    </message>
    <message>
        <source>a regular expression has no flag &quot;%1&quot;</source>
        <translation>a regular expression has no flag &quot;%1&quot;</translation>
    </message>
    <message>
        <source>regular expression: %1 at character %2 of it</source>
        <translation>regular expression: %1 at character %2 of it</translation>
    </message>
    <message>
        <source>out of memory for a regular expression</source>
        <translation>out of memory for a regular expression</translation>
    </message>
    <message>
        <source>an expression in a string is expected</source>
        <translation>an expression in a string is expected</translation>
    </message>
    <message>
        <source>a list &quot;conditions&quot; is expected</source>
        <translation>a list &quot;conditions&quot; is expected</translation>
    </message>
    <message>
        <source>a pair of a condition and a value is expected</source>
        <translation>a pair of a condition and a value is expected</translation>
    </message>
    <message>
        <source>an object of expressions is expected</source>
        <translation>an object of expressions is expected</translation>
    </message>
    <message>
        <source>a style is an object</source>
        <translation>a style is an object</translation>
    </message>
    <message>
        <source>%1 bytes of JSON</source>
        <translation>%1 bytes of JSON</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>not valid JSON</translation>
    </message>
    <message>
        <source>a JSON object was expected</source>
        <translation>a JSON object was expected</translation>
    </message>
    <message>
        <source>a list of levels was expected</source>
        <translation>a list of levels was expected</translation>
    </message>
    <message>
        <source>a list of ranges was expected</source>
        <translation>a list of ranges was expected</translation>
    </message>
    <message>
        <source>more levels than there can be</source>
        <translation>more levels than there can be</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a whole number</source>
        <translation>&quot;%1&quot; must be a whole number</translation>
    </message>
    <message>
        <source>a range ends before it starts</source>
        <translation>a range ends before it starts</translation>
    </message>
    <message>
        <source>no &quot;format&quot;</source>
        <translation>no &quot;format&quot;</translation>
    </message>
    <message>
        <source>terrain of format &quot;%1&quot;</source>
        <translation>terrain of format &quot;%1&quot;</translation>
    </message>
    <message>
        <source>&quot;tiles&quot; names no address</source>
        <translation>&quot;tiles&quot; names no address</translation>
    </message>
    <message>
        <source>&quot;tiles&quot;: &quot;%1&quot; has no %2</source>
        <translation>&quot;tiles&quot;: &quot;%1&quot; has no %2</translation>
    </message>
    <message>
        <source>terrain in &quot;%1&quot;</source>
        <translation>terrain in &quot;%1&quot;</translation>
    </message>
    <message>
        <source>character %1: %2</source>
        <translation>character %1: %2</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>level %1</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 is missing</translation>
    </message>
    <message>
        <source>%1 is no number</source>
        <translation>%1 is no number</translation>
    </message>
    <message>
        <source>%1 is no index</source>
        <translation>%1 is no index</translation>
    </message>
    <message>
        <source>%1 is no text</source>
        <translation>%1 is no text</translation>
    </message>
    <message>
        <source>%1 is not an object</source>
        <translation>%1 is not an object</translation>
    </message>
    <message>
        <source>%1 is not an array</source>
        <translation>%1 is not an array</translation>
    </message>
    <message>
        <source>%1 is out of range</source>
        <translation>%1 is out of range</translation>
    </message>
    <message>
        <source>%1 is negative</source>
        <translation>%1 is negative</translation>
    </message>
    <message>
        <source>%1 is not above 0</source>
        <translation>%1 is not above 0</translation>
    </message>
    <message>
        <source>%1 is 0</source>
        <translation>%1 is 0</translation>
    </message>
    <message>
        <source>missing closing parenthesis</source>
        <translation>missing closing parenthesis</translation>
    </message>
    <message>
        <source>missing terminating ] for character class</source>
        <translation>missing terminating ] for character class</translation>
    </message>
    <message>
        <source>quantifier does not follow a repeatable item</source>
        <translation>quantifier does not follow a repeatable item</translation>
    </message>
    <message>
        <source>unmatched closing parenthesis</source>
        <translation>unmatched closing parenthesis</translation>
    </message>
    <message>
        <source>the features that have a property &quot;%1&quot; cannot be styled</source>
        <translation>the features that have a property &quot;%1&quot; cannot be styled</translation>
    </message>
    <message>
        <source>a web page, neither a tileset nor a scene</source>
        <translation>a web page, neither a tileset nor a scene</translation>
    </message>
    <message>
        <source>a web page, neither a 3D tile nor glTF</source>
        <translation>a web page, neither a 3D tile nor glTF</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: %2</source>
        <translation>&quot;%1&quot;: %2</translation>
    </message>
    <message>
        <source>picture of %1 x %2 pixels, the limit is %3 on a side and %4 in all</source>
        <translation>picture of %1 x %2 pixels, the limit is %3 on a side and %4 in all</translation>
    </message>
    <message>
        <source>a picture without pixels: %1 x %2</source>
        <translation>a picture without pixels: %1 x %2</translation>
    </message>
    <message>
        <source>one-dimensional textures are not supported</source>
        <translation>one-dimensional textures are not supported</translation>
    </message>
    <message>
        <source>3D textures are not supported: depth %1</source>
        <translation>3D textures are not supported: depth %1</translation>
    </message>
    <message>
        <source>cube maps are not supported</source>
        <translation>cube maps are not supported</translation>
    </message>
    <message>
        <source>array textures are not supported: %1 layers</source>
        <translation>array textures are not supported: %1 layers</translation>
    </message>
    <message>
        <source>colour model %1 is not supported</source>
        <translation>colour model %1 is not supported</translation>
    </message>
    <message>
        <source>PNG: the file ends early</source>
        <translation>PNG: the file ends early</translation>
    </message>
    <message>
        <source>PNG: a checksum does not fit</source>
        <translation>PNG: a checksum does not fit</translation>
    </message>
    <message>
        <source>PNG: the picture&apos;s data have the wrong length</source>
        <translation>PNG: the picture&apos;s data have the wrong length</translation>
    </message>
    <message>
        <source>PNG: the picture&apos;s data are damaged (%1)</source>
        <translation>PNG: the picture&apos;s data are damaged (%1)</translation>
    </message>
    <message>
        <source>JPEG: the file ends early</source>
        <translation>JPEG: the file ends early</translation>
    </message>
    <message>
        <source>JPEG: the picture&apos;s data are damaged (%1)</source>
        <translation>JPEG: the picture&apos;s data are damaged (%1)</translation>
    </message>
    <message>
        <source>JPEG: the picture&apos;s data are damaged</source>
        <translation>JPEG: the picture&apos;s data are damaged</translation>
    </message>
    <message>
        <source>3DTILES_bounding_volume_S2: token &quot;%1&quot; names no S2 cell</source>
        <translation>3DTILES_bounding_volume_S2: token &quot;%1&quot; names no S2 cell</translation>
    </message>
    <message>
        <source>3DTILES_bounding_volume_S2: token is no text</source>
        <translation>3DTILES_bounding_volume_S2: token is no text</translation>
    </message>
    <message>
        <source>3DTILES_bounding_volume_S2: without minimumHeight and maximumHeight that are numbers</source>
        <translation>3DTILES_bounding_volume_S2: without minimumHeight and maximumHeight that are numbers</translation>
    </message>
    <message>
        <source>begins with a byte order mark, which JSON may not</source>
        <translation>begins with a byte order mark, which JSON may not</translation>
    </message>
    <message>
        <source>the semantic %1 is none of the standard ones; not checked</source>
        <translation>the semantic %1 is none of the standard ones; not checked</translation>
    </message>
    <message>
        <source>the primitive has no attribute %1</source>
        <translation>the primitive has no attribute %1</translation>
    </message>
    <message>
        <source>supercompression scheme %1 is not supported</source>
        <translation>supercompression scheme %1 is not supported</translation>
    </message>
    <message>
        <source>3D Tiles version &quot;%1&quot; is not known</source>
        <translation>3D Tiles version &quot;%1&quot; is not known</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>undefined</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>boolean</translation>
    </message>
    <message>
        <source>number</source>
        <translation>number</translation>
    </message>
    <message>
        <source>string</source>
        <translation>string</translation>
    </message>
    <message>
        <source>array</source>
        <translation>array</translation>
    </message>
    <message>
        <source>object</source>
        <translation>object</translation>
    </message>
    <message>
        <source>regExp</source>
        <translation>regExp</translation>
    </message>
    <message>
        <source>what answers on this port speaks no TLS; the address may have to begin with http:</source>
        <translation>what answers on this port speaks no TLS; the address may have to begin with http:</translation>
    </message>
    <message>
        <source>the server broke the connection off instead of speaking TLS; the address may have to begin with http:</source>
        <translation>the server broke the connection off instead of speaking TLS; the address may have to begin with http:</translation>
    </message>
    <message>
        <source>no XML document</source>
        <translation>no XML document</translation>
    </message>
    <message>
        <source>a document of no bytes</source>
        <translation>a document of no bytes</translation>
    </message>
    <message>
        <source>an XML document with a zero byte</source>
        <translation>an XML document with a zero byte</translation>
    </message>
    <message>
        <source>an XML document without an element</source>
        <translation>an XML document without an element</translation>
    </message>
    <message>
        <source>XML elements nested more than %1 deep</source>
        <translation>XML elements nested more than %1 deep</translation>
    </message>
    <message>
        <source>more than %1 XML elements and attributes</source>
        <translation>more than %1 XML elements and attributes</translation>
    </message>
    <message>
        <source>the service says: %1</source>
        <translation>the service says: %1</translation>
    </message>
    <message>
        <source>no WMTS capabilities: the root element is &quot;%1&quot;</source>
        <translation>no WMTS capabilities: the root element is &quot;%1&quot;</translation>
    </message>
    <message>
        <source>no WMS capabilities: the root element is &quot;%1&quot;</source>
        <translation>no WMS capabilities: the root element is &quot;%1&quot;</translation>
    </message>
    <message>
        <source>no TileMap of a TMS: the root element is &quot;%1&quot;</source>
        <translation>no TileMap of a TMS: the root element is &quot;%1&quot;</translation>
    </message>
    <message>
        <source>WMTS version %1</source>
        <translation>WMTS version %1</translation>
    </message>
    <message>
        <source>WMS version &quot;%1&quot;</source>
        <translation>WMS version &quot;%1&quot;</translation>
    </message>
    <message>
        <source>WMTS capabilities without a layer</source>
        <translation>WMTS capabilities without a layer</translation>
    </message>
    <message>
        <source>WMS capabilities without a layer that has a name</source>
        <translation>WMS capabilities without a layer that has a name</translation>
    </message>
    <message>
        <source>has no layer &quot;%1&quot;, only %2</source>
        <translation>has no layer &quot;%1&quot;, only %2</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; has no style &quot;%2&quot;, only %3</source>
        <translation>layer &quot;%1&quot; has no style &quot;%2&quot;, only %3</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; names tile matrix set &quot;%2&quot;, which is not described</source>
        <translation>layer &quot;%1&quot; names tile matrix set &quot;%2&quot;, which is not described</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; names no tile matrix set</source>
        <translation>layer &quot;%1&quot; names no tile matrix set</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; is not offered in tile matrix set &quot;%2&quot;, only in %3</source>
        <translation>layer &quot;%1&quot; is not offered in tile matrix set &quot;%2&quot;, only in %3</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; is offered as %2 only</source>
        <translation>layer &quot;%1&quot; is offered as %2 only</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; is offered in no coordinate system that is known here</source>
        <translation>layer &quot;%1&quot; is offered in no coordinate system that is known here</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; has no extent that could be expressed in %2</source>
        <translation>layer &quot;%1&quot; has no extent that could be expressed in %2</translation>
    </message>
    <message>
        <source>offers no format of pictures that is read here</source>
        <translation>offers no format of pictures that is read here</translation>
    </message>
    <message>
        <source>makes pictures of at most %1 by %2 pixels</source>
        <translation>makes pictures of at most %1 by %2 pixels</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot; of set &quot;%2&quot;: %3 is &quot;%4&quot;</source>
        <translation>tile matrix &quot;%1&quot; of set &quot;%2&quot;: %3 is &quot;%4&quot;</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;: %2 by %3 tiles</source>
        <translation>tile matrix &quot;%1&quot;: %2 by %3 tiles</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;: tiles of %2 by %3 pixels</source>
        <translation>tile matrix &quot;%1&quot;: tiles of %2 by %3 pixels</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;: a pixel has no size</source>
        <translation>tile matrix &quot;%1&quot;: a pixel has no size</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;: its corner is no position</source>
        <translation>tile matrix &quot;%1&quot;: its corner is no position</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot; has no corner</source>
        <translation>tile matrix &quot;%1&quot; has no corner</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot; has rows of different widths</source>
        <translation>tile matrix &quot;%1&quot; has rows of different widths</translation>
    </message>
    <message>
        <source>a tile matrix set without levels</source>
        <translation>a tile matrix set without levels</translation>
    </message>
    <message>
        <source>a tile matrix set whose levels begin at different corners</source>
        <translation>a tile matrix set whose levels begin at different corners</translation>
    </message>
    <message>
        <source>has no levels between %1 and %2</source>
        <translation>has no levels between %1 and %2</translation>
    </message>
    <message>
        <source>TileSet &quot;%1&quot;: units-per-pixel is &quot;%2&quot;</source>
        <translation>TileSet &quot;%1&quot;: units-per-pixel is &quot;%2&quot;</translation>
    </message>
    <message>
        <source>its Origin is no position</source>
        <translation>its Origin is no position</translation>
    </message>
    <message>
        <source>names no tileset of pictures as OGC API Tiles has them</source>
        <translation>names no tileset of pictures as OGC API Tiles has them</translation>
    </message>
    <message>
        <source>names no tileset of pictures in tile matrix set &quot;%1&quot;</source>
        <translation>names no tileset of pictures in tile matrix set &quot;%1&quot;</translation>
    </message>
    <message>
        <source>its tile matrix set &quot;%1&quot; is not described</source>
        <translation>its tile matrix set &quot;%1&quot; is not described</translation>
    </message>
    <message>
        <source>no JSON object</source>
        <translation>no JSON object</translation>
    </message>
    <message>
        <source>%1: not a coordinate system that is known here</source>
        <translation>%1: not a coordinate system that is known here</translation>
    </message>
    <message>
        <source>pictures in %1 are not numbered by any convention; a WMTS says where each of its pictures lies</source>
        <translation>pictures in %1 are not numbered by any convention; a WMTS says where each of its pictures lies</translation>
    </message>
    <message>
        <source>the URL template has no {%1}</source>
        <translation>the URL template has no {%1}</translation>
    </message>
    <message>
        <source>holds no picture, or none that can be chosen here</source>
        <translation>holds no picture, or none that can be chosen here</translation>
    </message>
    <message>
        <source>has no raster &quot;%1&quot;: %2</source>
        <translation>has no raster &quot;%1&quot;: %2</translation>
    </message>
    <message>
        <source>says neither where its pixels lie nor has it control points</source>
        <translation>says neither where its pixels lie nor has it control points</translation>
    </message>
    <message>
        <source>names no coordinate system; a scene can state it as &quot;crs&quot;</source>
        <translation>names no coordinate system; a scene can state it as &quot;crs&quot;</translation>
    </message>
    <message>
        <source>holds only bands of complex numbers or of opacity</source>
        <translation>holds only bands of complex numbers or of opacity</translation>
    </message>
    <message>
        <source>holds no bands</source>
        <translation>holds no bands</translation>
    </message>
    <message>
        <source>it has no overviews that would do for %1 by %2 pixels, so it is shown from near only; gdaladdo adds them</source>
        <translation>it has no overviews that would do for %1 by %2 pixels, so it is shown from near only; gdaladdo adds them</translation>
    </message>
    <message>
        <source>it has no overviews for its %1 by %2 pixels, so it is slow to show from afar; gdaladdo adds them</source>
        <translation>it has no overviews for its %1 by %2 pixels, so it is slow to show from afar; gdaladdo adds them</translation>
    </message>
    <message>
        <source>it is placed by the best flat fit through %1 control points, which is right to no pixel</source>
        <translation>it is placed by the best flat fit through %1 control points, which is right to no pixel</translation>
    </message>
    <message>
        <source>a sample of it holds no values that count</source>
        <translation>a sample of it holds no values that count</translation>
    </message>
    <message>
        <source>make no range of its tiles; taken as none</source>
        <translation>make no range of its tiles; taken as none</translation>
    </message>
    <message>
        <source>is no extent; taken as none</source>
        <translation>is no extent; taken as none</translation>
    </message>
    <message>
        <source>the extent of its pictures is empty</source>
        <translation>the extent of its pictures is empty</translation>
    </message>
    <message>
        <source>its extent lies nowhere on Earth</source>
        <translation>its extent lies nowhere on Earth</translation>
    </message>
    <message>
        <source>must be a colour such as &quot;#ffffff&quot; or a number as text</source>
        <translation>must be a colour such as &quot;#ffffff&quot; or a number as text</translation>
    </message>
    <message>
        <source>cannot be put on Earth from %1: %2</source>
        <translation>cannot be put on Earth from %1: %2</translation>
    </message>
    <message>
        <source>a key file holds 32 bytes, or 64 hexadecimal digits</source>
        <translation>a key file holds 32 bytes, or 64 hexadecimal digits</translation>
    </message>
    <message>
        <source>the key file cannot be opened</source>
        <translation>the key file cannot be opened</translation>
    </message>
    <message>
        <source>a passphrase has at least 8 characters</source>
        <translation>a passphrase has at least 8 characters</translation>
    </message>
    <message>
        <source>it was encrypted with a key, not with a passphrase</source>
        <translation>it was encrypted with a key, not with a passphrase</translation>
    </message>
    <message>
        <source>it was encrypted with a passphrase, not with a key</source>
        <translation>it was encrypted with a passphrase, not with a key</translation>
    </message>
    <message>
        <source>both content and contents</source>
        <translation>both content and contents</translation>
    </message>
    <message>
        <source>the area lies beside this layer, which covers %1</source>
        <translation>the area lies beside this layer, which covers %1</translation>
    </message>
    <message>
        <source>has no level %1, only %2 to %3</source>
        <translation>has no level %1, only %2 to %3</translation>
    </message>
    <message>
        <source>the coarsest level, %1, is finer than the finest</source>
        <translation>the coarsest level, %1, is finer than the finest</translation>
    </message>
    <message>
        <source>about %1 are needed, %2 are free in this folder; choose a smaller area or a coarser level</source>
        <translation>about %1 are needed, %2 are free in this folder; choose a smaller area or a coarser level</translation>
    </message>
    <message>
        <source>the file would be %1 by %2 pixels; choose a smaller area or a coarser level</source>
        <translation>the file would be %1 by %2 pixels; choose a smaller area or a coarser level</translation>
    </message>
    <message>
        <source>it has no pictures in this area at these levels</source>
        <translation>it has no pictures in this area at these levels</translation>
    </message>
    <message>
        <source>its pictures lie in %1; they are moved to WGS 84, which is right to about a metre</source>
        <translation>its pictures lie in %1; they are moved to WGS 84, which is right to about a metre</translation>
    </message>
    <message>
        <source>holds no polygons</source>
        <translation>holds no polygons</translation>
    </message>
    <message>
        <source>the scene has no imagery</source>
        <translation>the scene has no imagery</translation>
    </message>
    <message>
        <source>no imagery is named &quot;%1&quot;, only %2</source>
        <translation>no imagery is named &quot;%1&quot;, only %2</translation>
    </message>
    <message>
        <source>more than one layer is meant; say which with --layer: %1</source>
        <translation>more than one layer is meant; say which with --layer: %1</translation>
    </message>
    <message>
        <source>not taken along in the pack</source>
        <translation>not taken along in the pack</translation>
    </message>
    <message>
        <source>this is no pack</source>
        <translation>this is no pack</translation>
    </message>
    <message>
        <source>pack version %1, this program knows %2</source>
        <translation>pack version %1, this program knows %2</translation>
    </message>
    <message>
        <source>there is a file of this name already</source>
        <translation>there is a file of this name already</translation>
    </message>
    <message>
        <source>says nothing of its state</source>
        <translation>says nothing of its state</translation>
    </message>
    <message>
        <source>an entry is damaged</source>
        <translation>an entry is damaged</translation>
    </message>
    <message>
        <source>this pack was begun with another area, or other layers or levels</source>
        <translation>this pack was begun with another area, or other layers or levels</translation>
    </message>
    <message>
        <source>the pack is not complete; taking along can be gone on with</source>
        <translation>the pack is not complete; taking along can be gone on with</translation>
    </message>
    <message>
        <source>a pack is a scene and cannot be added to another</source>
        <translation>a pack is a scene and cannot be added to another</translation>
    </message>
    <message>
        <source>no area was chosen</source>
        <translation>no area was chosen</translation>
    </message>
    <message>
        <source>the scene has no layer of this name</source>
        <translation>the scene has no layer of this name</translation>
    </message>
    <message>
        <source>nothing that was chosen can be taken along</source>
        <translation>nothing that was chosen can be taken along</translation>
    </message>
    <message>
        <source>cannot be taken along</source>
        <translation>cannot be taken along</translation>
    </message>
    <message>
        <source>the area lies outside of where its system is defined</source>
        <translation>the area lies outside of where its system is defined</translation>
    </message>
    <message>
        <source>it has nothing in the area</source>
        <translation>it has nothing in the area</translation>
    </message>
    <message>
        <source>%1 pixels in the area, too many for a grid of offsets</source>
        <translation>%1 pixels in the area, too many for a grid of offsets</translation>
    </message>
    <message>
        <source>pictures of a format that is not known</source>
        <translation>pictures of a format that is not known</translation>
    </message>
    <message>
        <source>heights of a format that is not known</source>
        <translation>heights of a format that is not known</translation>
    </message>
    <message>
        <source>no tile of heights</source>
        <translation>no tile of heights</translation>
    </message>
    <message>
        <source>its heights cannot be unpacked</source>
        <translation>its heights cannot be unpacked</translation>
    </message>
    <message>
        <source>bounds or levels that cannot be</source>
        <translation>bounds or levels that cannot be</translation>
    </message>
    <message>
        <source>four degrees are needed: west,south,east,north</source>
        <translation>four degrees are needed: west,south,east,north</translation>
    </message>
    <message>
        <source>a polygon needs at least 3 points</source>
        <translation>a polygon needs at least 3 points</translation>
    </message>
    <message>
        <source>a point that is no longitude and latitude</source>
        <translation>a point that is no longitude and latitude</translation>
    </message>
    <message>
        <source>the polygon has no area</source>
        <translation>the polygon has no area</translation>
    </message>
    <message>
        <source>%1 points, at most %2 are allowed</source>
        <translation>%1 points, at most %2 are allowed</translation>
    </message>
    <message>
        <source>a polygon is needed, not &quot;%1&quot;</source>
        <translation>a polygon is needed, not &quot;%1&quot;</translation>
    </message>
    <message>
        <source>a polygon must be a list of rings</source>
        <translation>a polygon must be a list of rings</translation>
    </message>
    <message>
        <source>a ring of a polygon must be a list of positions</source>
        <translation>a ring of a polygon must be a list of positions</translation>
    </message>
    <message>
        <source>a position must be [longitude, latitude]</source>
        <translation>a position must be [longitude, latitude]</translation>
    </message>
    <message>
        <source>no GeoJSON geometry</source>
        <translation>no GeoJSON geometry</translation>
    </message>
    <message>
        <source>the scene wants its watermark over every picture, and files of imagery have none</source>
        <translation>the scene wants its watermark over every picture, and files of imagery have none</translation>
    </message>
    <message>
        <source>has nothing of %1; the nearest is %2</source>
        <translation>has nothing of %1; the nearest is %2</translation>
    </message>
    <message>
        <source>a picture has %1 pixels, where %2 are stated</source>
        <translation>a picture has %1 pixels, where %2 are stated</translation>
    </message>
    <message>
        <source>no layer of the scene is of this date</source>
        <translation>no layer of the scene is of this date</translation>
    </message>
    <message>
        <source>about %1 are needed, %2 are free in this folder; choose a smaller area or coarser levels</source>
        <translation>about %1 are needed, %2 are free in this folder; choose a smaller area or coarser levels</translation>
    </message>
    <message>
        <source>this pack was begun without encryption; go on with it without a key, or choose another file</source>
        <translation>this pack was begun without encryption; go on with it without a key, or choose another file</translation>
    </message>
    <message>
        <source>the same picture is given for many places where coarser ones show more; it is taken for &quot;no picture here&quot;</source>
        <translation>the same picture is given for many places where coarser ones show more; it is taken for &quot;no picture here&quot;</translation>
    </message>
    <message>
        <source>heights of %1 are none on Earth; they are taken for gaps, although the file does not say that they are (nodata)</source>
        <translation>heights of %1 are none on Earth; they are taken for gaps, although the file does not say that they are (nodata)</translation>
    </message>
    <message>
        <source>a part of its pixels cannot be read: %1</source>
        <translation>a part of its pixels cannot be read: %1</translation>
    </message>
    <message>
        <source>its pixels cannot be read: %1</source>
        <translation>its pixels cannot be read: %1</translation>
    </message>
    <message>
        <source>the server gives no parts of files, so all of it was fetched at once</source>
        <translation>the server gives no parts of files, so all of it was fetched at once</translation>
    </message>
    <message>
        <source>the file is cut off: of its %1 bytes %2 are there</source>
        <translation>the file is cut off: of its %1 bytes %2 are there</translation>
    </message>
    <message>
        <source>the file is cut off: of its %1 blocks of pixels %2 are missing</source>
        <translation>the file is cut off: of its %1 blocks of pixels %2 are missing</translation>
    </message>
    <message>
        <source>its least value, %1, usually marks gaps, but the file does not say that it does (nodata)</source>
        <translation>its least value, %1, usually marks gaps, but the file does not say that it does (nodata)</translation>
    </message>
    <message>
        <source>a web page, not a picture</source>
        <translation>a web page, not a picture</translation>
    </message>
    <message>
        <source>of %1 bands those numbered %2, %3 and %4 are shown as red, green and blue</source>
        <translation>of %1 bands those numbered %2, %3 and %4 are shown as red, green and blue</translation>
    </message>
    <message>
        <source>of %1 bands the one numbered %2 is shown</source>
        <translation>of %1 bands the one numbered %2 is shown</translation>
    </message>
    <message>
        <source>no pixel of type %1 can have the nodata value %2</source>
        <translation>no pixel of type %1 can have the nodata value %2</translation>
    </message>
    <message>
        <source>every pixel is nodata</source>
        <translation>every pixel is nodata</translation>
    </message>
    <message>
        <source>every pixel that was looked at is nodata</source>
        <translation>every pixel that was looked at is nodata</translation>
    </message>
    <message>
        <source>its greatest value, %1, usually marks gaps, but the file does not say that it does (nodata)</source>
        <translation>its greatest value, %1, usually marks gaps, but the file does not say that it does (nodata)</translation>
    </message>
    <message>
        <source>the file is cut off: it ends after %1 bytes, before its last blocks of pixels</source>
        <translation>the file is cut off: it ends after %1 bytes, before its last blocks of pixels</translation>
    </message>
    <message>
        <source>pixels cannot be read: %1</source>
        <translation>pixels cannot be read: %1</translation>
    </message>
    <message>
        <source>features cannot be read: %1</source>
        <translation>features cannot be read: %1</translation>
    </message>
    <message>
        <source>too large to be read whole here: only corners and middle were looked at</source>
        <translation>too large to be read whole here: only corners and middle were looked at</translation>
    </message>
    <message>
        <source>no overviews for %1 pixels: a distant view has to read all of them; gdaladdo makes overviews</source>
        <translation>no overviews for %1 pixels: a distant view has to read all of them; gdaladdo makes overviews</translation>
    </message>
    <message>
        <source>stored in strips of the whole width, not in tiles: a close view reads more than it shows; a cloud optimized GeoTIFF is tiled</source>
        <translation>stored in strips of the whole width, not in tiles: a close view reads more than it shows; a cloud optimized GeoTIFF is tiled</translation>
    </message>
    <message>
        <source>rows run from south to north</source>
        <translation>rows run from south to north</translation>
    </message>
    <message>
        <source>its coordinate system &quot;%1&quot; is a local one</source>
        <translation>its coordinate system &quot;%1&quot; is a local one</translation>
    </message>
    <message>
        <source>coordinates %1 are no longitudes and latitudes, which its coordinate system promises</source>
        <translation>coordinates %1 are no longitudes and latitudes, which its coordinate system promises</translation>
    </message>
    <message>
        <source>cannot be put on the earth from &quot;%1&quot;: %2</source>
        <translation>cannot be put on the earth from &quot;%1&quot;: %2</translation>
    </message>
    <message>
        <source>its coordinates lie outside of where that system is defined</source>
        <translation>its coordinates lie outside of where that system is defined</translation>
    </message>
    <message>
        <source>a container of %1 pictures; first: %2</source>
        <translation>a container of %1 pictures; first: %2</translation>
    </message>
    <message>
        <source>values from %1 to %2 are shown from black to white</source>
        <translation>values from %1 to %2 are shown from black to white</translation>
    </message>
    <message>
        <source>does not say where its pixels lie</source>
        <translation>does not say where its pixels lie</translation>
    </message>
    <message>
        <source>heights of complex numbers</source>
        <translation>heights of complex numbers</translation>
    </message>
    <message>
        <source>a picture of %1 bands or a palette, where one band of heights was expected</source>
        <translation>a picture of %1 bands or a palette, where one band of heights was expected</translation>
    </message>
    <message>
        <source>its place cannot be expressed in degrees</source>
        <translation>its place cannot be expressed in degrees</translation>
    </message>
    <message>
        <source>its pixels have no size</source>
        <translation>its pixels have no size</translation>
    </message>
    <message>
        <source>heights in the unit &quot;%1&quot;</source>
        <translation>heights in the unit &quot;%1&quot;</translation>
    </message>
    <message>
        <source>a raster without bands</source>
        <translation>a raster without bands</translation>
    </message>
    <message>
        <source>a coordinate system without axes</source>
        <translation>a coordinate system without axes</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>no such file</translation>
    </message>
    <message>
        <source>no format that is known here</source>
        <translation>no format that is known here</translation>
    </message>
    <message>
        <source>GDAL says: %1</source>
        <translation>GDAL says: %1</translation>
    </message>
    <message>
        <source>GDAL gives no reason</source>
        <translation>GDAL gives no reason</translation>
    </message>
    <message>
        <source>its TIFF directory is damaged or ends too early</source>
        <translation>its TIFF directory is damaged or ends too early</translation>
    </message>
    <message>
        <source>the file ends too early</source>
        <translation>the file ends too early</translation>
    </message>
    <message>
        <source>its packed pixels are damaged</source>
        <translation>its packed pixels are damaged</translation>
    </message>
    <message>
        <source>its JPEG pictures are damaged</source>
        <translation>its JPEG pictures are damaged</translation>
    </message>
    <message>
        <source>its JPEG 2000 code stream is damaged or ends too early</source>
        <translation>its JPEG 2000 code stream is damaged or ends too early</translation>
    </message>
    <message>
        <source>no well-formed XML: it ends too early</source>
        <translation>no well-formed XML: it ends too early</translation>
    </message>
    <message>
        <source>no well-formed XML: a defect in line %1</source>
        <translation>no well-formed XML: a defect in line %1</translation>
    </message>
    <message>
        <source>no well-formed XML</source>
        <translation>no well-formed XML</translation>
    </message>
    <message>
        <source>its pages do not fit together (SQLite %1)</source>
        <translation>its pages do not fit together (SQLite %1)</translation>
    </message>
    <message>
        <source>its pages do not fit together</source>
        <translation>its pages do not fit together</translation>
    </message>
    <message>
        <source>it is no SQLite database (SQLite %1)</source>
        <translation>it is no SQLite database (SQLite %1)</translation>
    </message>
    <message>
        <source>it is no SQLite database</source>
        <translation>it is no SQLite database</translation>
    </message>
    <message>
        <source>there is no room left (SQLite %1)</source>
        <translation>there is no room left (SQLite %1)</translation>
    </message>
    <message>
        <source>there is no room left</source>
        <translation>there is no room left</translation>
    </message>
    <message>
        <source>it cannot be opened (SQLite %1)</source>
        <translation>it cannot be opened (SQLite %1)</translation>
    </message>
    <message>
        <source>the disk or the network drive that it lies on fails (SQLite %1)</source>
        <translation>the disk or the network drive that it lies on fails (SQLite %1)</translation>
    </message>
    <message>
        <source>it may not be written (SQLite %1)</source>
        <translation>it may not be written (SQLite %1)</translation>
    </message>
    <message>
        <source>another program is using it (SQLite %1)</source>
        <translation>another program is using it (SQLite %1)</translation>
    </message>
    <message>
        <source>its pixels cannot be read</source>
        <translation>its pixels cannot be read</translation>
    </message>
    <message>
        <source>neither a tileset, a content, a scene, terrain, a raster, features, a feed nor a picture that this program reads</source>
        <translation>neither a tileset, a content, a scene, terrain, a raster, features, a feed nor a picture that this program reads</translation>
    </message>
    <message>
        <source>levels %1 to %2; only the first was looked at</source>
        <translation>levels %1 to %2; only the first was looked at</translation>
    </message>
    <message>
        <source>parts of its directory are damaged; what they lead to is missing</source>
        <translation>parts of its directory are damaged; what they lead to is missing</translation>
    </message>
    <message>
        <source>of its %1 files %2 are damaged</source>
        <translation>of its %1 files %2 are damaged</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>words of a library or a service, as they are</comment>
        <translation>%1</translation>
    </message>
    <message>
        <source>no whole answer within %1 s</source>
        <translation>no whole answer within %1 s</translation>
    </message>
    <message>
        <source>no byte for %1 s</source>
        <translation>no byte for %1 s</translation>
    </message>
    <message>
        <source>range outside the kept bytes</source>
        <translation>range outside the kept bytes</translation>
    </message>
    <message>
        <source>range begins at %1 of %2 bytes</source>
        <translation>range begins at %1 of %2 bytes</translation>
    </message>
    <message>
        <source>range %1 of %2 bytes</source>
        <translation>range %1 of %2 bytes</translation>
    </message>
    <message>
        <source>%1 bytes where %2 were asked for</source>
        <translation>%1 bytes where %2 were asked for</translation>
    </message>
    <message>
        <source>HTTP %1 with an endless page</source>
        <translation>HTTP %1 with an endless page</translation>
    </message>
    <message>
        <source>more than the limit of %1 bytes</source>
        <translation>more than the limit of %1 bytes</translation>
    </message>
    <message>
        <source>more than %1 redirects</source>
        <translation>more than %1 redirects</translation>
    </message>
    <message>
        <source>redirected in a circle at %1</source>
        <translation>redirected in a circle at %1</translation>
    </message>
    <message>
        <source>the proxy wants a login</source>
        <translation>the proxy wants a login</translation>
    </message>
    <message>
        <source>not in the cache</source>
        <translation>not in the cache</translation>
    </message>
    <message>
        <source>shutting down</source>
        <translation>shutting down</translation>
    </message>
    <message>
        <source>the program ends</source>
        <translation>the program ends</translation>
    </message>
    <message>
        <source>more at once than is kept in memory</source>
        <translation>more at once than is kept in memory</translation>
    </message>
    <message>
        <source>a request that only reads is all that is sent</source>
        <translation>a request that only reads is all that is sent</translation>
    </message>
    <message>
        <source>no such folder</source>
        <translation>no such folder</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>cannot be opened</translation>
    </message>
    <message>
        <source>a file of no bytes</source>
        <translation>a file of no bytes</translation>
    </message>
    <message>
        <source>neither an absolute path nor an http(s) address</source>
        <translation>neither an absolute path nor an http(s) address</translation>
    </message>
    <message>
        <source>a part of the package could not be put into a temporary file</source>
        <translation>a part of the package could not be put into a temporary file</translation>
    </message>
    <message>
        <source>no memory for a database connection</source>
        <translation>no memory for a database connection</translation>
    </message>
    <message>
        <source>schema version %1, this program knows %2</source>
        <translation>schema version %1, this program knows %2</translation>
    </message>
    <message>
        <source>cache version %1, this program knows %2</source>
        <translation>cache version %1, this program knows %2</translation>
    </message>
    <message>
        <source>found while reading</source>
        <translation>found while reading</translation>
    </message>
    <message>
        <source>cannot be brought under its limit</source>
        <translation>cannot be brought under its limit</translation>
    </message>
    <message>
        <source>encrypted with %1</source>
        <translation>encrypted with %1</translation>
    </message>
    <message>
        <source>shorter than a sealed blob</source>
        <translation>shorter than a sealed blob</translation>
    </message>
    <message>
        <source>the authentication tag does not fit</source>
        <translation>the authentication tag does not fit</translation>
    </message>
    <message>
        <source>OpenSSL refuses random bytes</source>
        <translation>OpenSSL refuses random bytes</translation>
    </message>
    <message>
        <source>OpenSSL refuses to encrypt</source>
        <translation>OpenSSL refuses to encrypt</translation>
    </message>
    <message>
        <source>OpenSSL refuses to decrypt</source>
        <translation>OpenSSL refuses to decrypt</translation>
    </message>
    <message>
        <source>OpenSSL refuses %1</source>
        <translation>OpenSSL refuses %1</translation>
    </message>
    <message>
        <source>%1 by %2 heights</source>
        <translation>%1 by %2 heights</translation>
    </message>
    <message>
        <source>heights of another source than a raster</source>
        <translation>heights of another source than a raster</translation>
    </message>
    <message>
        <source>cannot deflate</source>
        <translation>cannot deflate</translation>
    </message>
    <message>
        <source>no encoder</source>
        <translation>no encoder</translation>
    </message>
    <message>
        <source>cannot encode</source>
        <translation>cannot encode</translation>
    </message>
    <message>
        <source>this VRT came from a server and names local files</source>
        <translation>this VRT came from a server and names local files</translation>
    </message>
    <message>
        <source>GDAL cannot open it and gives no reason</source>
        <translation>GDAL cannot open it and gives no reason</translation>
    </message>
    <message>
        <source>GDAL has written nothing</source>
        <translation>GDAL has written nothing</translation>
    </message>
    <message>
        <source>GDAL does not take its place</source>
        <translation>GDAL does not take its place</translation>
    </message>
    <message>
        <source>this GDAL writes no %1</source>
        <translation>this GDAL writes no %1</translation>
    </message>
    <message>
        <source>no memory for a picture</source>
        <translation>no memory for a picture</translation>
    </message>
    <message>
        <source>a picture cannot be encoded</source>
        <translation>a picture cannot be encoded</translation>
    </message>
    <message>
        <source>its pictures are made, not fetched</source>
        <translation>its pictures are made, not fetched</translation>
    </message>
    <message>
        <source>pictures of this source are asked for, not read</source>
        <translation>pictures of this source are asked for, not read</translation>
    </message>
    <message>
        <source>opened without what describes it</source>
        <translation>opened without what describes it</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>it cannot be read</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>the file is damaged</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>no reason given</translation>
    </message>
    <message>
        <source>not a coordinate system that GDAL can write</source>
        <translation>not a coordinate system that GDAL can write</translation>
    </message>
    <message>
        <source>not a coordinate system that is known here</source>
        <translation>not a coordinate system that is known here</translation>
    </message>
    <message>
        <source>not a coordinate system: %1</source>
        <translation>not a coordinate system: %1</translation>
    </message>
    <message>
        <source>unknown to PROJ</source>
        <translation>unknown to PROJ</translation>
    </message>
    <message>
        <source>position has no finite counterpart</source>
        <translation>position has no finite counterpart</translation>
    </message>
    <message>
        <source>no operation between the systems: %1</source>
        <translation>no operation between the systems: %1</translation>
    </message>
    <message>
        <source>its coordinate system cannot be used</source>
        <translation>its coordinate system cannot be used</translation>
    </message>
    <message>
        <source>coordinates are no longitudes and latitudes, which its coordinate system promises</source>
        <translation>coordinates are no longitudes and latitudes, which its coordinate system promises</translation>
    </message>
    <message>
        <source>names no coordinate system</source>
        <translation>names no coordinate system</translation>
    </message>
    <message>
        <source>no overviews for %1 x %2 pixels: a distant view has to read all of them; gdaladdo makes overviews</source>
        <translation>no overviews for %1 x %2 pixels: a distant view has to read all of them; gdaladdo makes overviews</translation>
    </message>
    <message>
        <source>its pixels have no area</source>
        <translation>its pixels have no area</translation>
    </message>
    <message>
        <source>its extent lies beyond what Web Mercator shows</source>
        <translation>its extent lies beyond what Web Mercator shows</translation>
    </message>
    <message>
        <source>a tile of %1 x %2 pixels</source>
        <translation>a tile of %1 x %2 pixels</translation>
    </message>
    <message>
        <source>imagery of kind &quot;%1&quot; is not known</source>
        <translation>imagery of kind &quot;%1&quot; is not known</translation>
    </message>
    <message>
        <source>ScaleDenominator is &quot;%1&quot;</source>
        <translation>ScaleDenominator is &quot;%1&quot;</translation>
    </message>
    <message>
        <source>TopLeftCorner is &quot;%1&quot;</source>
        <translation>TopLeftCorner is &quot;%1&quot;</translation>
    </message>
    <message>
        <source>%1 levels, the limit is %2</source>
        <translation>%1 levels, the limit is %2</translation>
    </message>
    <message>
        <source>a tile matrix set without levels that have a name</source>
        <translation>a tile matrix set without levels that have a name</translation>
    </message>
    <message>
        <source>the corner is written in the other order than %1 has its axes; read as it makes sense</source>
        <translation>the corner is written in the other order than %1 has its axes; read as it makes sense</translation>
    </message>
    <message>
        <source>its scale denominators are reckoned with 96 dpi instead of pixels of 0.28 mm</source>
        <translation>its scale denominators are reckoned with 96 dpi instead of pixels of 0.28 mm</translation>
    </message>
    <message>
        <source>more than %1 XML elements and attributes, or nested more than %2 deep</source>
        <translation>more than %1 XML elements and attributes, or nested more than %2 deep</translation>
    </message>
    <message>
        <source>the URL template has neither {y} nor {-y}</source>
        <translation>the URL template has neither {y} nor {-y}</translation>
    </message>
    <message>
        <source>the URL template has no %1</source>
        <translation>the URL template has no %1</translation>
    </message>
    <message>
        <source>levels %1 to %2 are no range within 0 to %3</source>
        <translation>levels %1 to %2 are no range within 0 to %3</translation>
    </message>
    <message>
        <source>a quantized-mesh header needs %1 bytes, the file has %2</source>
        <translation>a quantized-mesh header needs %1 bytes, the file has %2</translation>
    </message>
    <message>
        <source>the header is not that of a quantized mesh: centre, heights or bounding sphere are no numbers</source>
        <translation>the header is not that of a quantized mesh: centre, heights or bounding sphere are no numbers</translation>
    </message>
    <message>
        <source>%1 vertices need %2 bytes, there are %3</source>
        <translation>%1 vertices need %2 bytes, there are %3</translation>
    </message>
    <message>
        <source>%1 vertices</source>
        <translation>%1 vertices</translation>
    </message>
    <message>
        <source>%1 coordinates lie outside the tile</source>
        <translation>%1 coordinates lie outside the tile</translation>
    </message>
    <message>
        <source>no triangles after the vertices</source>
        <translation>no triangles after the vertices</translation>
    </message>
    <message>
        <source>%1 triangles need more than the %2 bytes that are left</source>
        <translation>%1 triangles need more than the %2 bytes that are left</translation>
    </message>
    <message>
        <source>triangle %1 names a vertex that is not among the %2</source>
        <translation>triangle %1 names a vertex that is not among the %2</translation>
    </message>
    <message>
        <source>the file ends before its edges do</source>
        <translation>the file ends before its edges do</translation>
    </message>
    <message>
        <source>names vertices that are not there</source>
        <translation>names vertices that are not there</translation>
    </message>
    <message>
        <source>bytes after the end that are no extension</source>
        <translation>bytes after the end that are no extension</translation>
    </message>
    <message>
        <source>states %1 bytes, there are %2</source>
        <translation>states %1 bytes, there are %2</translation>
    </message>
    <message>
        <source>its length is written in big-endian order</source>
        <translation>its length is written in big-endian order</translation>
    </message>
    <message>
        <source>normals of %1 vertices in %2 bytes</source>
        <translation>normals of %1 vertices in %2 bytes</translation>
    </message>
    <message>
        <source>a water mask has 1 or 65536 bytes, not %1</source>
        <translation>a water mask has 1 or 65536 bytes, not %1</translation>
    </message>
    <message>
        <source>its JSON is longer than the extension</source>
        <translation>its JSON is longer than the extension</translation>
    </message>
    <message>
        <source>a terrain tile without triangles</source>
        <translation>a terrain tile without triangles</translation>
    </message>
    <message>
        <source>a range reaches beyond the %1 x %2 tiles</source>
        <translation>a range reaches beyond the %1 x %2 tiles</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is read as &quot;tms&quot;</source>
        <translation>&quot;%1&quot; is read as &quot;tms&quot;</translation>
    </message>
    <message>
        <source>four numbers were expected</source>
        <translation>four numbers were expected</translation>
    </message>
    <message>
        <source>does not say which tiles there are</source>
        <translation>does not say which tiles there are</translation>
    </message>
    <message>
        <source>does not lie in the tile that the address names; perhaps another tiling scheme</source>
        <translation>does not lie in the tile that the address names; perhaps another tiling scheme</translation>
    </message>
    <message>
        <source>no town of this name; the most similar are %1</source>
        <translation>no town of this name; the most similar are %1</translation>
    </message>
    <message>
        <source>no town of this name; there are %1</source>
        <translation>no town of this name; there are %1</translation>
    </message>
    <message>
        <source>neither four degrees nor a file; towns are known by name in the demo city only</source>
        <translation>neither four degrees nor a file; towns are known by name in the demo city only</translation>
    </message>
    <message>
        <source>neither a tileset nor a scene: an object without keys</source>
        <translation>neither a tileset nor a scene: an object without keys</translation>
    </message>
    <message>
        <source>GTFS-Realtime and other protocol buffers are not read yet</source>
        <translation>GTFS-Realtime and other protocol buffers are not read yet</translation>
    </message>
    <message>
        <source>GML and CityGML are not read yet</source>
        <translation>GML and CityGML are not read yet</translation>
    </message>
    <message>
        <source>only the first %1 features were looked at</source>
        <translation>only the first %1 features were looked at</translation>
    </message>
    <message>
        <source>%1 geometries are not valid; %2</source>
        <translation>%1 geometries are not valid; %2</translation>
    </message>
    <message>
        <source>%1 features have no geometry</source>
        <translation>%1 features have no geometry</translation>
    </message>
    <message>
        <source>holds no features</source>
        <translation>holds no features</translation>
    </message>
    <message>
        <source>holds no layers</source>
        <translation>holds no layers</translation>
    </message>
    <message>
        <source>feature %1: %2</source>
        <translation>feature %1: %2</translation>
    </message>
    <message>
        <source>%1 faces</source>
        <translation>%1 faces</translation>
    </message>
    <message>
        <source>VkFormat %1</source>
        <translation>VkFormat %1</translation>
    </message>
    <message>
        <source>valueType &quot;%1&quot; is no type of whole numbers</source>
        <translation>valueType &quot;%1&quot; is no type of whole numbers</translation>
    </message>
    <message>
        <source>not four numbers</source>
        <translation>not four numbers</translation>
    </message>
    <message>
        <source>%1, an array of %2</source>
        <translation>%1, an array of %2</translation>
    </message>
    <message>
        <source>%1, an array</source>
        <translation>%1, an array</translation>
    </message>
    <message>
        <source>live sources of kind &quot;%1&quot; are not read yet</source>
        <translation>live sources of kind &quot;%1&quot; are not read yet</translation>
    </message>
    <message>
        <source>stations in &quot;%1&quot; are not read yet</source>
        <translation>stations in &quot;%1&quot; are not read yet</translation>
    </message>
    <message>
        <source>pollSeconds must be above 0</source>
        <translation>pollSeconds must be above 0</translation>
    </message>
    <message>
        <source>the next page &quot;%1&quot; may not be fetched</source>
        <translation>the next page &quot;%1&quot; may not be fetched</translation>
    </message>
    <message>
        <source>the next page &quot;%1&quot; was read before</source>
        <translation>the next page &quot;%1&quot; was read before</translation>
    </message>
    <message>
        <source>more than %1 pages</source>
        <translation>more than %1 pages</translation>
    </message>
    <message>
        <source>station %1 has no datastream %2</source>
        <translation>station %1 has no datastream %2</translation>
    </message>
    <message>
        <source>Thing %1, Datastream %2: %3</source>
        <translation>Thing %1, Datastream %2: %3</translation>
    </message>
    <message>
        <source>Thing %1: %2</source>
        <translation>Thing %1: %2</translation>
    </message>
    <message>
        <source>entry %1 is no object</source>
        <translation>entry %1 is no object</translation>
    </message>
    <message>
        <source>entry %1: %2</source>
        <translation>entry %1: %2</translation>
    </message>
    <message>
        <source>observation %1: %2</source>
        <translation>observation %1: %2</translation>
    </message>
    <message>
        <source>stands twice</source>
        <translation>stands twice</translation>
    </message>
    <message>
        <source>result &quot;%1&quot; is no number</source>
        <translation>result &quot;%1&quot; is no number</translation>
    </message>
    <message>
        <source>result is neither a number nor a text</source>
        <translation>result is neither a number nor a text</translation>
    </message>
    <message>
        <source>result %1 is no measurement</source>
        <translation>result %1 is no measurement</translation>
    </message>
    <message>
        <source>has no result</source>
        <translation>has no result</translation>
    </message>
    <message>
        <source>time &quot;%1&quot; is no instant with a zone</source>
        <translation>time &quot;%1&quot; is no instant with a zone</translation>
    </message>
    <message>
        <source>time %1 lies in the future</source>
        <translation>time %1 lies in the future</translation>
    </message>
    <message>
        <source>location is a Feature without geometry</source>
        <translation>location is a Feature without geometry</translation>
    </message>
    <message>
        <source>location is a &quot;%1&quot;, not a Point</source>
        <translation>location is a &quot;%1&quot;, not a Point</translation>
    </message>
    <message>
        <source>location is encoded as %1</source>
        <translation>location is encoded as %1</translation>
    </message>
    <message>
        <source>coordinates are no numbers</source>
        <translation>coordinates are no numbers</translation>
    </message>
    <message>
        <source>coordinates are missing</source>
        <translation>coordinates are missing</translation>
    </message>
    <message>
        <source>coordinates %1, %2 are out of range</source>
        <translation>coordinates %1, %2 are out of range</translation>
    </message>
    <message>
        <source>has no Location</source>
        <translation>has no Location</translation>
    </message>
    <message>
        <source>has no Datastreams</source>
        <translation>has no Datastreams</translation>
    </message>
    <message>
        <source>has no unitOfMeasurement</source>
        <translation>has no unitOfMeasurement</translation>
    </message>
    <message>
        <source>its ObservedProperty has no name</source>
        <translation>its ObservedProperty has no name</translation>
    </message>
    <message>
        <source>a Datastream without @iot.id</source>
        <translation>a Datastream without @iot.id</translation>
    </message>
    <message>
        <source>a Thing without @iot.id</source>
        <translation>a Thing without @iot.id</translation>
    </message>
    <message>
        <source>the page is empty</source>
        <translation>the page is empty</translation>
    </message>
    <message>
        <source>not a SensorThings page: no list &quot;value&quot;</source>
        <translation>not a SensorThings page: no list &quot;value&quot;</translation>
    </message>
    <message>
        <source>@iot.nextLink is not a text</source>
        <translation>@iot.nextLink is not a text</translation>
    </message>
    <message>
        <source>must be {&quot;warning&quot;: a, &quot;alarm&quot;: b} with a &lt;= b</source>
        <translation>must be {&quot;warning&quot;: a, &quot;alarm&quot;: b} with a &lt;= b</translation>
    </message>
    <message>
        <source>must be a number above 0</source>
        <translation>must be a number above 0</translation>
    </message>
    <message>
        <source>must be an object</source>
        <translation>must be an object</translation>
    </message>
    <message>
        <source>must be a text, is %1</source>
        <translation>must be a text, is %1</translation>
    </message>
    <message>
        <source>must be a text</source>
        <translation>must be a text</translation>
    </message>
    <message>
        <source>must be an mqtt: or mqtts: URL</source>
        <translation>must be an mqtt: or mqtts: URL</translation>
    </message>
    <message>
        <source>heights above the 1985 datum need an offsetGrid or a heightOffset to be placed</source>
        <translation>heights above the 1985 datum need an offsetGrid or a heightOffset to be placed</translation>
    </message>
    <message>
        <source>%1 is above maxLevel %2</source>
        <translation>%1 is above maxLevel %2</translation>
    </message>
    <message>
        <source>vector data is not supported yet</source>
        <translation>vector data is not supported yet</translation>
    </message>
    <message>
        <source>%1 is not supported yet</source>
        <translation>%1 is not supported yet</translation>
    </message>
    <message>
        <source>holds a user name or password; name a keychain entry under &quot;auth&quot; instead</source>
        <translation>holds a user name or password; name a keychain entry under &quot;auth&quot; instead</translation>
    </message>
    <message>
        <source>names no host</source>
        <translation>names no host</translation>
    </message>
    <message>
        <source>holds a zero byte</source>
        <translation>holds a zero byte</translation>
    </message>
    <message>
        <source>a scene that came over http may not name files</source>
        <translation>a scene that came over http may not name files</translation>
    </message>
    <message>
        <source>GML or CityGML is not read yet</source>
        <translation>GML or CityGML is not read yet</translation>
    </message>
    <message>
        <source>quantized-mesh terrain or TileJSON is not read yet</source>
        <translation>quantized-mesh terrain or TileJSON is not read yet</translation>
    </message>
    <message>
        <source>quantized-mesh terrain is not read yet</source>
        <translation>quantized-mesh terrain is not read yet</translation>
    </message>
    <message>
        <source>packed tile is not read yet</source>
        <translation>packed tile is not read yet</translation>
    </message>
    <message>
        <source>ZIP archive is not read yet</source>
        <translation>ZIP archive is not read yet</translation>
    </message>
    <message>
        <source>picture is not read yet</source>
        <translation>picture is not read yet</translation>
    </message>
    <message>
        <source>not writable: %1</source>
        <translation>not writable: %1</translation>
    </message>
    <message>
        <source>cannot create a file beside it: %1</source>
        <translation>cannot create a file beside it: %1</translation>
    </message>
    <message>
        <source>cannot set its permissions: %1</source>
        <translation>cannot set its permissions: %1</translation>
    </message>
    <message>
        <source>cannot write: %1</source>
        <translation>cannot write: %1</translation>
    </message>
    <message>
        <source>cannot take the place of the old file: %1</source>
        <translation>cannot take the place of the old file: %1</translation>
    </message>
    <message>
        <source>cannot open: %1</source>
        <translation>cannot open: %1</translation>
    </message>
    <message>
        <source>cannot read: %1</source>
        <translation>cannot read: %1</translation>
    </message>
    <message>
        <source>unterminated object</source>
        <translation>unterminated object</translation>
    </message>
    <message>
        <source>missing name separator</source>
        <translation>missing name separator</translation>
    </message>
    <message>
        <source>unterminated array</source>
        <translation>unterminated array</translation>
    </message>
    <message>
        <source>missing value separator</source>
        <translation>missing value separator</translation>
    </message>
    <message>
        <source>illegal value</source>
        <translation>illegal value</translation>
    </message>
    <message>
        <source>invalid termination by number</source>
        <translation>invalid termination by number</translation>
    </message>
    <message>
        <source>illegal number</source>
        <translation>illegal number</translation>
    </message>
    <message>
        <source>invalid escape sequence</source>
        <translation>invalid escape sequence</translation>
    </message>
    <message>
        <source>invalid UTF8 string</source>
        <translation>invalid UTF8 string</translation>
    </message>
    <message>
        <source>unterminated string</source>
        <translation>unterminated string</translation>
    </message>
    <message>
        <source>object is missing after a comma</source>
        <translation>object is missing after a comma</translation>
    </message>
    <message>
        <source>too deeply nested document</source>
        <translation>too deeply nested document</translation>
    </message>
    <message>
        <source>too large document</source>
        <translation>too large document</translation>
    </message>
    <message>
        <source>garbage at the end of the document</source>
        <translation>garbage at the end of the document</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>No such file or directory</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Permission denied</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>No space left on device</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Disk quota exceeded</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Read-only file system</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Is a directory</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Not a directory</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Input/output error</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Too many open files</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>File name too long</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>database disk image is malformed</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>file is not a database</translation>
    </message>
    <message>
        <source>unable to open database file (SQLite %1)</source>
        <translation>unable to open database file (SQLite %1)</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>unable to open database file</translation>
    </message>
    <message>
        <source>attempt to write a readonly database (SQLite %1)</source>
        <translation>attempt to write a readonly database (SQLite %1)</translation>
    </message>
    <message>
        <source>disk I/O error (SQLite %1)</source>
        <translation>disk I/O error (SQLite %1)</translation>
    </message>
    <message>
        <source>database or disk is full (SQLite %1)</source>
        <translation>database or disk is full (SQLite %1)</translation>
    </message>
    <message>
        <source>database is locked (SQLite %1)</source>
        <translation>database is locked (SQLite %1)</translation>
    </message>
    <message>
        <source>no such table: %1 (SQLite %2)</source>
        <translation>no such table: %1 (SQLite %2)</translation>
    </message>
    <message>
        <source>overviews</source>
        <translation>overviews</translation>
    </message>
    <message>
        <source>features</source>
        <translation>features</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>layers</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>levels</translation>
    </message>
    <message>
        <source>band %1</source>
        <translation>band %1</translation>
    </message>
    <message>
        <source>bands %1</source>
        <translation>bands %1</translation>
    </message>
    <message>
        <source>bands</source>
        <translation>bands</translation>
    </message>
    <message>
        <source>values</source>
        <translation>values</translation>
    </message>
    <message>
        <source>control points</source>
        <translation>control points</translation>
    </message>
    <message>
        <source>tile matrix set</source>
        <translation>tile matrix set</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;</source>
        <translation>tile matrix &quot;%1&quot;</translation>
    </message>
    <message>
        <source>TileMatrixLimits of &quot;%1&quot;</source>
        <translation>TileMatrixLimits of &quot;%1&quot;</translation>
    </message>
    <message>
        <source>WGS84BoundingBox of &quot;%1&quot;</source>
        <translation>WGS84BoundingBox of &quot;%1&quot;</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>centre</translation>
    </message>
    <message>
        <source>extension %1</source>
        <translation>extension %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names or numbers</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>last of a list of numbers</comment>
        <translation>%1 and %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot;</source>
        <comment>a name</comment>
        <translation>&quot;%1&quot;</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <comment>names</comment>
        <translation>%1 and %2 more</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between defects</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>Line %1: &lt;/%2&gt; doesn&apos;t have matching &lt;%3&gt;.</source>
        <translation>Line %1: &lt;/%2&gt; doesn&apos;t have matching &lt;%3&gt;.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported, write &quot;%2&quot; to compare</source>
        <translation>&quot;%1&quot; is not supported, write &quot;%2&quot; to compare</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported, write &quot;%2&quot;</source>
        <translation>&quot;%1&quot; is not supported, write &quot;%2&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported</source>
        <translation>&quot;%1&quot; is not supported</translation>
    </message>
</context>
<context>
    <name>DataSize</name>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>the data ends too early</source>
        <translation>the data ends too early</translation>
    </message>
    <message>
        <source>not in the expected format</source>
        <translation>not in the expected format</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>not valid JSON</translation>
    </message>
    <message>
        <source>a value is not allowed here</source>
        <translation>a value is not allowed here</translation>
    </message>
    <message>
        <source>a reference leads nowhere</source>
        <translation>a reference leads nowhere</translation>
    </message>
    <message>
        <source>lengths contradict each other</source>
        <translation>lengths contradict each other</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>too large</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>nested too deeply</translation>
    </message>
    <message>
        <source>this version is not supported</source>
        <translation>this version is not supported</translation>
    </message>
    <message>
        <source>this feature is not supported</source>
        <translation>this feature is not supported</translation>
    </message>
    <message>
        <source>the data cannot be decoded</source>
        <translation>the data cannot be decoded</translation>
    </message>
    <message>
        <source>the content is empty</source>
        <translation>the content is empty</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>not found</translation>
    </message>
    <message>
        <source>the server answered with an error</source>
        <translation>the server answered with an error</translation>
    </message>
    <message>
        <source>the server cannot be reached</source>
        <translation>the server cannot be reached</translation>
    </message>
    <message>
        <source>the server did not answer in time</source>
        <translation>the server did not answer in time</translation>
    </message>
    <message>
        <source>the secure connection failed</source>
        <translation>the secure connection failed</translation>
    </message>
    <message>
        <source>the server redirects in circles</source>
        <translation>the server redirects in circles</translation>
    </message>
    <message>
        <source>content from a server may not name local files</source>
        <translation>content from a server may not name local files</translation>
    </message>
    <message>
        <source>not a usable address</source>
        <translation>not a usable address</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>not in the cache while working offline</source>
        <translation>not in the cache while working offline</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>cannot be read</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>cannot be written</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>the disk is full</translation>
    </message>
    <message>
        <source>written by a newer version of this program</source>
        <translation>written by a newer version of this program</translation>
    </message>
    <message>
        <source>wrong usage</source>
        <translation>wrong usage</translation>
    </message>
    <message>
        <source>no OpenGL display is available</source>
        <translation>no OpenGL display is available</translation>
    </message>
    <message>
        <source>internal error</source>
        <translation>internal error</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>meaning (exact defect)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>source: what is wrong</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>the server does not understand the request (HTTP 400)</source>
        <translation>the server does not understand the request (HTTP 400)</translation>
    </message>
    <message>
        <source>the server wants a login or a key (HTTP 401)</source>
        <translation>the server wants a login or a key (HTTP 401)</translation>
    </message>
    <message>
        <source>the server does not allow access (HTTP 403)</source>
        <translation>the server does not allow access (HTTP 403)</translation>
    </message>
    <message>
        <source>not found on the server (HTTP 404)</source>
        <translation>not found on the server (HTTP 404)</translation>
    </message>
    <message>
        <source>no longer on the server (HTTP 410)</source>
        <translation>no longer on the server (HTTP 410)</translation>
    </message>
    <message>
        <source>too many requests for this server (HTTP 429)</source>
        <translation>too many requests for this server (HTTP 429)</translation>
    </message>
    <message>
        <source>the server has an internal error (HTTP 500)</source>
        <translation>the server has an internal error (HTTP 500)</translation>
    </message>
    <message>
        <source>a server behind the server does not answer (HTTP %1)</source>
        <translation>a server behind the server does not answer (HTTP %1)</translation>
    </message>
    <message>
        <source>the server is overloaded or under maintenance (HTTP 503)</source>
        <translation>the server is overloaded or under maintenance (HTTP 503)</translation>
    </message>
    <message>
        <source>the server failed (HTTP %1)</source>
        <translation>the server failed (HTTP %1)</translation>
    </message>
    <message>
        <source>the server refused the request (HTTP %1)</source>
        <translation>the server refused the request (HTTP %1)</translation>
    </message>
    <message>
        <source>no server of this name is known (DNS)</source>
        <translation>no server of this name is known (DNS)</translation>
    </message>
    <message>
        <source>the server broke the connection off</source>
        <translation>the server broke the connection off</translation>
    </message>
    <message>
        <source>no connection within %1 s</source>
        <translation>no connection within %1 s</translation>
    </message>
    <message>
        <source>no answer from the server for %1 s</source>
        <translation>no answer from the server for %1 s</translation>
    </message>
    <message>
        <source>the server&apos;s TLS certificate is not trusted (%1)</source>
        <translation>the server&apos;s TLS certificate is not trusted (%1)</translation>
    </message>
    <message>
        <source>the server redirects in a circle</source>
        <translation>the server redirects in a circle</translation>
    </message>
    <message>
        <source>more than %1 redirects</source>
        <translation>more than %1 redirects</translation>
    </message>
    <message>
        <source>incomplete: %1 instead of %2</source>
        <translation>incomplete: %1 instead of %2</translation>
    </message>
    <message>
        <source>too large: %1, the limit is %2</source>
        <translation>too large: %1, the limit is %2</translation>
    </message>
    <message>
        <source>too large: more than the limit of %1</source>
        <translation>too large: more than the limit of %1</translation>
    </message>
    <message>
        <source>not valid JSON at byte %1 (%2)</source>
        <translation>not valid JSON at byte %1 (%2)</translation>
    </message>
    <message>
        <source>no such file or folder</source>
        <translation>no such file or folder</translation>
    </message>
    <message>
        <source>access to it is not permitted</source>
        <translation>access to it is not permitted</translation>
    </message>
    <message>
        <source>is a folder, not a file</source>
        <translation>is a folder, not a file</translation>
    </message>
    <message>
        <source>not in the cache, and no network may be used (offline)</source>
        <translation>not in the cache, and no network may be used (offline)</translation>
    </message>
    <message>
        <source>port %1 is in use by another program; choose another with --port, or --port 0 for any free one</source>
        <translation>port %1 is in use by another program; choose another with --port, or --port 0 for any free one</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more like it</source>
        <translation>
            <numerusform>… and %Ln more like it</numerusform>
            <numerusform>… and %Ln more like it</numerusform>
        </translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>connection refused</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>an object</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>a list</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>a text</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>a number</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>a whole number</translation>
    </message>
    <message>
        <source>a number with a fraction</source>
        <translation>a number with a fraction</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true or false</translation>
    </message>
    <message>
        <source>must be %1, is %2</source>
        <translation>must be %1, is %2</translation>
    </message>
    <message>
        <source>unknown key</source>
        <translation>unknown key</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>is missing</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>must not be empty</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>key of a scene file: what is wrong</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>line %1: %2</translation>
    </message>
    <message>
        <source>needs one of polygon and box</source>
        <translation>needs one of polygon and box</translation>
    </message>
    <message>
        <source>is for mode flatten</source>
        <translation>is for mode flatten</translation>
    </message>
    <message>
        <source>is for a polygon; the box has its own</source>
        <translation>is for a polygon; the box has its own</translation>
    </message>
    <message>
        <source>must be [longitude, latitude]</source>
        <translation>must be [longitude, latitude]</translation>
    </message>
    <message>
        <source>the box has a side that is not longer than 0</source>
        <translation>the box has a side that is not longer than 0</translation>
    </message>
    <message>
        <source>a polygon needs at least 3 points</source>
        <translation>a polygon needs at least 3 points</translation>
    </message>
    <message>
        <source>minHeight is not below maxHeight</source>
        <translation>minHeight is not below maxHeight</translation>
    </message>
    <message>
        <source>a point that is no longitude and latitude</source>
        <translation>a point that is no longitude and latitude</translation>
    </message>
    <message>
        <source>the polygon has no area</source>
        <translation>the polygon has no area</translation>
    </message>
    <message>
        <source>the polygon crosses or touches itself</source>
        <translation>the polygon crosses or touches itself</translation>
    </message>
    <message>
        <source>the polygon&apos;s outline is too narrow to be cut into pieces</source>
        <translation>the polygon&apos;s outline is too narrow to be cut into pieces</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is already the name of another clip</source>
        <translation>&quot;%1&quot; is already the name of another clip</translation>
    </message>
    <message>
        <source>no tileset is named &quot;%1&quot;</source>
        <translation>no tileset is named &quot;%1&quot;</translation>
    </message>
    <message>
        <source>no source is named &quot;%1&quot;</source>
        <translation>no source is named &quot;%1&quot;</translation>
    </message>
    <message>
        <source>wider than %1 degrees</source>
        <translation>wider than %1 degrees</translation>
    </message>
    <message>
        <source>%1 points, at most %2 are allowed</source>
        <translation>%1 points, at most %2 are allowed</translation>
    </message>
    <message>
        <source>This model has no place on Earth; it stands on a square in Dongguan, with its lowest point on the ground.</source>
        <translation>This model has no place on Earth; it stands on a square in Dongguan, with its lowest point on the ground.</translation>
    </message>
    <message>
        <source>an array of views was expected</source>
        <translation>an array of views was expected</translation>
    </message>
    <message>
        <source>no views in it</source>
        <translation>no views in it</translation>
    </message>
    <message>
        <source>its extent is not known, so --view is needed</source>
        <translation>its extent is not known, so --view is needed</translation>
    </message>
    <message>
        <source>no permission to write in this folder</source>
        <translation>no permission to write in this folder</translation>
    </message>
    <message>
        <source>neither DISPLAY nor WAYLAND_DISPLAY is set; &quot;guanjing render&quot; draws without one</source>
        <translation>neither DISPLAY nor WAYLAND_DISPLAY is set; &quot;guanjing render&quot; draws without one</translation>
    </message>
    <message>
        <source>pictures of type .%1</source>
        <translation>pictures of type .%1</translation>
    </message>
    <message>
        <source>view %1: &quot;%2&quot; must be a number</source>
        <translation>view %1: &quot;%2&quot; must be a number</translation>
    </message>
    <message>
        <source>%1; removed, a new one is begun</source>
        <translation>%1; removed, a new one is begun</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <comment>one defect; another</comment>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>view %1: unknown key &quot;%2&quot;</source>
        <translation>view %1: unknown key &quot;%2&quot;</translation>
    </message>
    <message>
        <source>encrypted, and no key was given</source>
        <translation>encrypted, and no key was given</translation>
    </message>
    <message>
        <source>the key does not fit</source>
        <translation>the key does not fit</translation>
    </message>
    <message>
        <source>%1; the server says: %2</source>
        <translation>%1; the server says: %2</translation>
    </message>
    <message>
        <source>the proxy wants a login (HTTP 407)</source>
        <translation>the proxy wants a login (HTTP 407)</translation>
    </message>
    <message>
        <source>the server does not accept the login (HTTP 401)</source>
        <translation>the server does not accept the login (HTTP 401)</translation>
    </message>
    <message>
        <source>needs a text, the user or the time to show</source>
        <translation>needs a text, the user or the time to show</translation>
    </message>
    <message>
        <source>it is for another name than that of this server</source>
        <translation>it is for another name than that of this server</translation>
    </message>
    <message>
        <source>it has expired</source>
        <translation>it has expired</translation>
    </message>
    <message>
        <source>it is not valid yet; is the clock right?</source>
        <translation>it is not valid yet; is the clock right?</translation>
    </message>
    <message>
        <source>it was revoked</source>
        <translation>it was revoked</translation>
    </message>
    <message>
        <source>it is signed by itself alone</source>
        <translation>it is signed by itself alone</translation>
    </message>
    <message>
        <source>no authority that is trusted here has signed it</source>
        <translation>no authority that is trusted here has signed it</translation>
    </message>
    <message>
        <source>the server wants a client certificate</source>
        <translation>the server wants a client certificate</translation>
    </message>
    <message>
        <source>the server does not accept the client certificate</source>
        <translation>the server does not accept the client certificate</translation>
    </message>
    <message>
        <source>the client certificate cannot be used: wrong passphrase, no key, or no such file</source>
        <translation>the client certificate cannot be used: wrong passphrase, no key, or no such file</translation>
    </message>
    <message>
        <source>no login and no key stands in it</source>
        <translation>no login and no key stands in it</translation>
    </message>
    <message>
        <source>one line was expected: USER:PASSWORD, or a token</source>
        <translation>one line was expected: USER:PASSWORD, or a token</translation>
    </message>
    <message>
        <source>the server gives no parts of files, and this one is too large to be fetched whole</source>
        <translation>the server gives no parts of files, and this one is too large to be fetched whole</translation>
    </message>
    <message>
        <source>the file changed on the server while it was read</source>
        <translation>the file changed on the server while it was read</translation>
    </message>
    <message>
        <source>the cache is protected with another key</source>
        <translation>the cache is protected with another key</translation>
    </message>
    <message>
        <source>the cache is protected, and not open</source>
        <translation>the cache is protected, and not open</translation>
    </message>
    <message>
        <source>the passphrase was not given; nothing is kept in this session</source>
        <translation>the passphrase was not given; nothing is kept in this session</translation>
    </message>
    <message>
        <source>the keychain that holds the key cannot be opened</source>
        <translation>the keychain that holds the key cannot be opened</translation>
    </message>
    <message>
        <source>the keychain&apos;s entry &quot;cache-key&quot; is no key</source>
        <translation>the keychain&apos;s entry &quot;cache-key&quot; is no key</translation>
    </message>
    <message>
        <source>the proxy refuses the connection (HTTP %1)</source>
        <translation>the proxy refuses the connection (HTTP %1)</translation>
    </message>
    <message>
        <source>the proxy %1 cannot be reached</source>
        <translation>the proxy %1 cannot be reached</translation>
    </message>
    <message>
        <source>the proxy %1 refuses the connection</source>
        <translation>the proxy %1 refuses the connection</translation>
    </message>
    <message>
        <source>the name of the proxy %1 is not known</source>
        <translation>the name of the proxy %1 is not known</translation>
    </message>
    <message>
        <source>the file of trusted certificates %1 cannot be read</source>
        <translation>the file of trusted certificates %1 cannot be read</translation>
    </message>
    <message>
        <source>a swiped picture has two views</source>
        <translation>a swiped picture has two views</translation>
    </message>
    <message>
        <source>two to four views can be linked</source>
        <translation>two to four views can be linked</translation>
    </message>
    <message>
        <source>one picture has one view</source>
        <translation>one picture has one view</translation>
    </message>
    <message>
        <source>its place on Earth is not known</source>
        <translation>its place on Earth is not known</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>the file is damaged</translation>
    </message>
    <message>
        <source>a remark</source>
        <translation>a remark</translation>
    </message>
    <message>
        <source>demo city, %1</source>
        <comment>path of a file of the demo platform</comment>
        <translation>demo city, %1</translation>
    </message>
</context>
<context>
    <name>InspectWords</name>
    <message>
        <source>tileset</source>
        <translation>tileset</translation>
    </message>
    <message>
        <source>content</source>
        <translation>content</translation>
    </message>
    <message>
        <source>raster</source>
        <translation>raster</translation>
    </message>
    <message>
        <source>terrain</source>
        <translation>terrain</translation>
    </message>
    <message>
        <source>vector</source>
        <translation>vector</translation>
    </message>
    <message>
        <source>feed</source>
        <translation>feed</translation>
    </message>
    <message>
        <source>scene</source>
        <translation>scene</translation>
    </message>
    <message>
        <source>imagery</source>
        <translation>imagery</translation>
    </message>
    <message>
        <source>pack</source>
        <translation>pack</translation>
    </message>
    <message>
        <source>attribution</source>
        <translation>attribution</translation>
    </message>
    <message>
        <source>available below</source>
        <translation>available below</translation>
    </message>
    <message>
        <source>bands</source>
        <translation>bands</translation>
    </message>
    <message>
        <source>centre (ECEF)</source>
        <translation>centre (ECEF)</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>contents with metadata</source>
        <translation>contents with metadata</translation>
    </message>
    <message>
        <source>crs</source>
        <translation>crs</translation>
    </message>
    <message>
        <source>driver</source>
        <translation>driver</translation>
    </message>
    <message>
        <source>vertices of the edges (W, S, E, N)</source>
        <translation>vertices of the edges (W, S, E, N)</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>encrypted</translation>
    </message>
    <message>
        <source>extensions</source>
        <translation>extensions</translation>
    </message>
    <message>
        <source>finest pixel</source>
        <translation>finest pixel</translation>
    </message>
    <message>
        <source>control points</source>
        <translation>control points</translation>
    </message>
    <message>
        <source>geotransform</source>
        <translation>geotransform</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>groups</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>layers</translation>
    </message>
    <message>
        <source>layout</source>
        <translation>layout</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>levels</translation>
    </message>
    <message>
        <source>made at</source>
        <translation>made at</translation>
    </message>
    <message>
        <source>made by</source>
        <translation>made by</translation>
    </message>
    <message>
        <source>greatest height</source>
        <translation>greatest height</translation>
    </message>
    <message>
        <source>finest level</source>
        <translation>finest level</translation>
    </message>
    <message>
        <source>metadata</source>
        <translation>metadata</translation>
    </message>
    <message>
        <source>availability every so many levels</source>
        <translation>availability every so many levels</translation>
    </message>
    <message>
        <source>method</source>
        <translation>method</translation>
    </message>
    <message>
        <source>least height</source>
        <translation>least height</translation>
    </message>
    <message>
        <source>name</source>
        <translation>name</translation>
    </message>
    <message>
        <source>overviews</source>
        <translation>overviews</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>parent</translation>
    </message>
    <message>
        <source>parts</source>
        <translation>parts</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>picture</translation>
    </message>
    <message>
        <source>projection</source>
        <translation>projection</translation>
    </message>
    <message>
        <source>scheme</source>
        <translation>scheme</translation>
    </message>
    <message>
        <source>size</source>
        <translation>size</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>statistics</translation>
    </message>
    <message>
        <source>tiles with metadata</source>
        <translation>tiles with metadata</translation>
    </message>
    <message>
        <source>tiling</source>
        <translation>tiling</translation>
    </message>
    <message>
        <source>type</source>
        <translation>type</translation>
    </message>
    <message>
        <source>water mask</source>
        <translation>water mask</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>bytes</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>classes</translation>
    </message>
    <message>
        <source>contents</source>
        <translation>contents</translation>
    </message>
    <message>
        <source>enums</source>
        <translation>enums</translation>
    </message>
    <message>
        <source>features</source>
        <translation>features</translation>
    </message>
    <message>
        <source>files</source>
        <translation>files</translation>
    </message>
    <message>
        <source>height</source>
        <translation>height</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>lines</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>missing</translation>
    </message>
    <message>
        <source>points</source>
        <translation>points</translation>
    </message>
    <message>
        <source>properties</source>
        <translation>properties</translation>
    </message>
    <message>
        <source>subtrees</source>
        <translation>subtrees</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>tiles</translation>
    </message>
    <message>
        <source>tilesets</source>
        <translation>tilesets</translation>
    </message>
    <message>
        <source>triangles</source>
        <translation>triangles</translation>
    </message>
    <message>
        <source>vectors</source>
        <translation>vectors</translation>
    </message>
    <message>
        <source>vertices</source>
        <translation>vertices</translation>
    </message>
    <message>
        <source>viewpoints</source>
        <translation>viewpoints</translation>
    </message>
    <message>
        <source>width</source>
        <translation>width</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>undefined</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grey</translation>
    </message>
    <message>
        <source>palette</source>
        <translation>palette</translation>
    </message>
    <message>
        <source>red</source>
        <translation>red</translation>
    </message>
    <message>
        <source>green</source>
        <translation>green</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>blue</translation>
    </message>
    <message>
        <source>opacity</source>
        <translation>opacity</translation>
    </message>
</context>
<context>
    <name>LegendText</name>
    <message>
        <source>Never classified</source>
        <translation>Never classified</translation>
    </message>
    <message>
        <source>Unclassified</source>
        <translation>Unclassified</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Ground</translation>
    </message>
    <message>
        <source>Low vegetation</source>
        <translation>Low vegetation</translation>
    </message>
    <message>
        <source>Medium vegetation</source>
        <translation>Medium vegetation</translation>
    </message>
    <message>
        <source>High vegetation</source>
        <translation>High vegetation</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>Building</translation>
    </message>
    <message>
        <source>Low noise</source>
        <translation>Low noise</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Water</translation>
    </message>
    <message>
        <source>Rail</source>
        <translation>Rail</translation>
    </message>
    <message>
        <source>Road surface</source>
        <translation>Road surface</translation>
    </message>
    <message>
        <source>Guard wire</source>
        <translation>Guard wire</translation>
    </message>
    <message>
        <source>Conductor wire</source>
        <translation>Conductor wire</translation>
    </message>
    <message>
        <source>Transmission tower</source>
        <translation>Transmission tower</translation>
    </message>
    <message>
        <source>Wire connector</source>
        <translation>Wire connector</translation>
    </message>
    <message>
        <source>Bridge deck</source>
        <translation>Bridge deck</translation>
    </message>
    <message>
        <source>High noise</source>
        <translation>High noise</translation>
    </message>
    <message>
        <source>Overhead structure</source>
        <translation>Overhead structure</translation>
    </message>
    <message>
        <source>Ignored ground</source>
        <translation>Ignored ground</translation>
    </message>
    <message>
        <source>Snow</source>
        <translation>Snow</translation>
    </message>
    <message>
        <source>Temporal exclusion</source>
        <translation>Temporal exclusion</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Reserved</translation>
    </message>
    <message>
        <source>Producer&apos;s own</source>
        <translation>Producer&apos;s own</translation>
    </message>
    <message>
        <source>Height of the points (m)</source>
        <translation>Height of the points (m)</translation>
    </message>
    <message>
        <source>(empty)</source>
        <comment>a text without letters</comment>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>true</source>
        <comment>a value: yes or no</comment>
        <translation>true</translation>
    </message>
    <message>
        <source>false</source>
        <comment>a value: yes or no</comment>
        <translation>false</translation>
    </message>
    <message>
        <source>Slope of the ground</source>
        <translation>Slope of the ground</translation>
    </message>
    <message>
        <source>above %1°</source>
        <comment>degrees of slope</comment>
        <translation>above %1°</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <comment>All other platforms</comment>
        <translation>Folder</translation>
    </message>
</context>
<context>
    <name>SceneSourceText</name>
    <message>
        <source>%1 as imagery</source>
        <translation>%1 as imagery</translation>
    </message>
    <message>
        <source>%1 as terrain</source>
        <translation>%1 as terrain</translation>
    </message>
</context>
<context>
    <name>ViewerActions</name>
    <message>
        <source>&amp;New scene</source>
        <translation>&amp;New scene</translation>
    </message>
    <message>
        <source>&amp;Open scene…</source>
        <translation>&amp;Open scene…</translation>
    </message>
    <message>
        <source>Open the d&amp;emo city</source>
        <translation>Open the d&amp;emo city</translation>
    </message>
    <message>
        <source>&amp;Save scene</source>
        <translation>&amp;Save scene</translation>
    </message>
    <message>
        <source>Save scene &amp;as…</source>
        <translation>Save scene &amp;as…</translation>
    </message>
    <message>
        <source>Add &amp;data…</source>
        <translation>Add &amp;data…</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>&amp;Copy picture</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>Save &amp;picture…</translation>
    </message>
    <message>
        <source>Print to PD&amp;F…</source>
        <translation>Print to PD&amp;F…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Redo</translation>
    </message>
    <message>
        <source>&amp;Home</source>
        <translation>&amp;Home</translation>
    </message>
    <message>
        <source>Fly to the first viewpoint</source>
        <translation>Fly to the first viewpoint</translation>
    </message>
    <message>
        <source>&amp;North up</source>
        <translation>&amp;North up</translation>
    </message>
    <message>
        <source>Turn the view to the north</source>
        <translation>Turn the view to the north</translation>
    </message>
    <message>
        <source>&amp;Map mode</source>
        <translation>&amp;Map mode</translation>
    </message>
    <message>
        <source>From straight above, north up</source>
        <translation>From straight above, north up</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Zoom &amp;in</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Zoom &amp;out</translation>
    </message>
    <message>
        <source>Station la&amp;bels</source>
        <translation>Station la&amp;bels</translation>
    </message>
    <message>
        <source>Hide p&amp;anels</source>
        <translation>Hide p&amp;anels</translation>
    </message>
    <message>
        <source>Nothing but the city</source>
        <translation>Nothing but the city</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Full screen</translation>
    </message>
    <message>
        <source>&amp;Zoom to layer</source>
        <translation>&amp;Zoom to layer</translation>
    </message>
    <message>
        <source>Re&amp;name layer</source>
        <translation>Re&amp;name layer</translation>
    </message>
    <message>
        <source>&amp;Remove layer</source>
        <translation>&amp;Remove layer</translation>
    </message>
    <message>
        <source>Move layer &amp;up</source>
        <translation>Move layer &amp;up</translation>
    </message>
    <message>
        <source>Move layer do&amp;wn</source>
        <translation>Move layer do&amp;wn</translation>
    </message>
    <message>
        <source>&amp;Messages of the layer…</source>
        <translation>&amp;Messages of the layer…</translation>
    </message>
    <message>
        <source>&amp;Search places</source>
        <translation>&amp;Search places</translation>
    </message>
    <message>
        <source>&amp;Add the current view</source>
        <translation>&amp;Add the current view</translation>
    </message>
    <message>
        <source>&amp;Previous viewpoint</source>
        <translation>&amp;Previous viewpoint</translation>
    </message>
    <message>
        <source>&amp;Next viewpoint</source>
        <translation>&amp;Next viewpoint</translation>
    </message>
    <message>
        <source>&amp;Sun…</source>
        <translation>&amp;Sun…</translation>
    </message>
    <message>
        <source>Date and time of the sun</source>
        <translation>Date and time of the sun</translation>
    </message>
    <message>
        <source>Smooth &amp;edges (4x)</source>
        <translation>Smooth &amp;edges (4x)</translation>
    </message>
    <message>
        <source>Anti-aliasing; slower without a graphics card</source>
        <translation>Anti-aliasing; slower without a graphics card</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;None</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>&amp;Automatic</translation>
    </message>
    <message>
        <source>Without a graphics card only while the picture rests</source>
        <translation>Without a graphics card only while the picture rests</translation>
    </message>
    <message>
        <source>Al&amp;ways</source>
        <translation>Al&amp;ways</translation>
    </message>
    <message>
        <source>Slower without a graphics card</source>
        <translation>Slower without a graphics card</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Light</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dark</translation>
    </message>
    <message>
        <source>&amp;Mouse and keys</source>
        <translation>&amp;Mouse and keys</translation>
    </message>
    <message>
        <source>&amp;About Guanjing</source>
        <translation>&amp;About Guanjing</translation>
    </message>
    <message>
        <source>Previous &amp;view</source>
        <translation>Previous &amp;view</translation>
    </message>
    <message>
        <source>Ne&amp;xt view</source>
        <translation>Ne&amp;xt view</translation>
    </message>
    <message>
        <source>&amp;Properties of the layer…</source>
        <translation>&amp;Properties of the layer…</translation>
    </message>
    <message>
        <source>Place nam&amp;es</source>
        <translation>Place nam&amp;es</translation>
    </message>
    <message>
        <source>Names of towns and waters on the map</source>
        <translation>Names of towns and waters on the map</translation>
    </message>
    <message>
        <source>&amp;Clip by polygon…</source>
        <translation>&amp;Clip by polygon…</translation>
    </message>
    <message>
        <source>Draw an area in which models and ground are cut away or laid flat</source>
        <translation>Draw an area in which models and ground are cut away or laid flat</translation>
    </message>
    <message>
        <source>Clip by &amp;box…</source>
        <translation>Clip by &amp;box…</translation>
    </message>
    <message>
        <source>Click a place; a box around it cuts</source>
        <translation>Click a place; a box around it cuts</translation>
    </message>
    <message>
        <source>Messa&amp;ges…</source>
        <translation>Messa&amp;ges…</translation>
    </message>
    <message>
        <source>Loading and &amp;memory…</source>
        <translation>Loading and &amp;memory…</translation>
    </message>
    <message>
        <source>Detail, loading ahead, memory and cache</source>
        <translation>Detail, loading ahead, memory and cache</translation>
    </message>
    <message>
        <source>&amp;Swipe</source>
        <translation>&amp;Swipe</translation>
    </message>
    <message>
        <source>Two dates in one picture, at a divider</source>
        <translation>Two dates in one picture, at a divider</translation>
    </message>
    <message>
        <source>&amp;Two linked views</source>
        <translation>&amp;Two linked views</translation>
    </message>
    <message>
        <source>T&amp;hree linked views</source>
        <translation>T&amp;hree linked views</translation>
    </message>
    <message>
        <source>F&amp;our linked views</source>
        <translation>F&amp;our linked views</translation>
    </message>
    <message>
        <source>&amp;Time bar</source>
        <translation>&amp;Time bar</translation>
    </message>
    <message>
        <source>The dates that the scene has</source>
        <translation>The dates that the scene has</translation>
    </message>
    <message>
        <source>Earlie&amp;r date</source>
        <translation>Earlie&amp;r date</translation>
    </message>
    <message>
        <source>&amp;Later date</source>
        <translation>&amp;Later date</translation>
    </message>
    <message>
        <source>&amp;Style by attribute…</source>
        <translation>&amp;Style by attribute…</translation>
    </message>
    <message>
        <source>Ma&amp;nual</source>
        <translation>Ma&amp;nual</translation>
    </message>
    <message>
        <source>E&amp;xport imagery…</source>
        <translation>E&amp;xport imagery…</translation>
    </message>
    <message>
        <source>An area of an imagery layer as a file for other programs</source>
        <translation>An area of an imagery layer as a file for other programs</translation>
    </message>
    <message>
        <source>&amp;Network…</source>
        <translation>&amp;Network…</translation>
    </message>
    <message>
        <source>Proxy, certificates and logins</source>
        <translation>Proxy, certificates and logins</translation>
    </message>
    <message>
        <source>&amp;Protect what is kept…</source>
        <translation>&amp;Protect what is kept…</translation>
    </message>
    <message>
        <source>Encrypt what servers have sent and this computer keeps</source>
        <translation>Encrypt what servers have sent and this computer keeps</translation>
    </message>
    <message>
        <source>Ta&amp;ke along…</source>
        <translation>Ta&amp;ke along…</translation>
    </message>
    <message>
        <source>An area with its layers in one file that opens without a network</source>
        <translation>An area with its layers in one file that opens without a network</translation>
    </message>
</context>
<context>
    <name>guanjing::app::AddDataDialog</name>
    <message>
        <source>Add data</source>
        <translation>Add data</translation>
    </message>
    <message>
        <source>&amp;Address or file</source>
        <translation>&amp;Address or file</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Imagery</source>
        <translation>Imagery</translation>
    </message>
    <message>
        <source>3D models</source>
        <translation>3D models</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Terrain</source>
        <translation>Terrain</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>Vectors</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>What was found</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Found; the name can be changed.</source>
        <translation>Found; the name can be changed.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln layer(s) found; choose what to add.</source>
        <translation>
            <numerusform>%Ln layer found; choose what to add.</numerusform>
            <numerusform>%Ln layers found; choose what to add.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Data (*.json *.glb *.gltf *.b3dm *.i3dm *.pnts *.cmpt *.3tz *.3dtiles *.tif *.tiff *.vrt *.jp2 *.mbtiles *.gpkg)</source>
        <translation>Data (*.json *.glb *.gltf *.b3dm *.i3dm *.pnts *.cmpt *.3tz *.3dtiles *.tif *.tiff *.vrt *.jp2 *.mbtiles *.gpkg)</translation>
    </message>
    <message>
        <source>3D Tiles (tileset.json, .3tz, .3dtiles), models (.glb, .gltf, .b3dm), imagery (an address with {z}/{x}/{y}, WMTS, WMS, TMS, GeoTIFF, MBTiles …), terrain (layer.json, a DEM), SensorThings services, and scene files. Files can also be dropped onto the window.</source>
        <translation>3D Tiles (tileset.json, .3tz, .3dtiles), models (.glb, .gltf, .b3dm), imagery (an address with {z}/{x}/{y}, WMTS, WMS, TMS, GeoTIFF, MBTiles …), terrain (layer.json, a DEM), SensorThings services, and scene files. Files can also be dropped onto the window.</translation>
    </message>
    <message>
        <source>One band of values: heights of the ground, or imagery? Choose what to add.</source>
        <translation>One band of values: heights of the ground, or imagery? Choose what to add.</translation>
    </message>
    <message>
        <source>The server has no picture at any of the places that were tried. Add it anyway?</source>
        <translation>The server has no picture at any of the places that were tried. Add it anyway?</translation>
    </message>
    <message>
        <source>Add anyway</source>
        <translation>Add anyway</translation>
    </message>
</context>
<context>
    <name>guanjing::app::AreaChooser</name>
    <message>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>What the picture shows</source>
        <translation>What the picture shows</translation>
    </message>
    <message>
        <source>A rectangle drawn in the picture</source>
        <translation>A rectangle drawn in the picture</translation>
    </message>
    <message>
        <source>A polygon drawn in the picture</source>
        <translation>A polygon drawn in the picture</translation>
    </message>
    <message>
        <source>Polygons of a file…</source>
        <translation>Polygons of a file…</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>A town</source>
        <translation>A town</translation>
    </message>
    <message>
        <source>All of them (%1)</source>
        <translation>All of them (%1)</translation>
    </message>
    <message>
        <source>Polygons of a file</source>
        <translation>Polygons of a file</translation>
    </message>
    <message>
        <source>Polygons (*.geojson *.json *.gpkg *.shp *.kml *.fgb)</source>
        <translation>Polygons (*.geojson *.json *.gpkg *.shp *.kml *.fgb)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>The picture shows no ground.</source>
        <translation>The picture shows no ground.</translation>
    </message>
    <message>
        <source>Take it anew</source>
        <translation>Take it anew</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>No file is chosen yet.</source>
        <translation>No file is chosen yet.</translation>
    </message>
    <message>
        <source>Drag it in the picture from one corner to the other.</source>
        <translation>Drag it in the picture from one corner to the other.</translation>
    </message>
    <message>
        <source>Click its corners in the picture; a double click ends.</source>
        <translation>Click its corners in the picture; a double click ends.</translation>
    </message>
    <message>
        <source>Draw anew</source>
        <translation>Draw anew</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Nothing is drawn yet.</source>
        <translation>Nothing is drawn yet.</translation>
    </message>
</context>
<context>
    <name>guanjing::app::AreaTool</name>
    <message>
        <source>Drag from one corner of the area to the other · Esc cancels</source>
        <translation>Drag from one corner of the area to the other · Esc cancels</translation>
    </message>
    <message>
        <source>Click the corners of the area · double click or Enter ends · Backspace takes the last one away · Esc cancels</source>
        <translation>Click the corners of the area · double click or Enter ends · Backspace takes the last one away · Esc cancels</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>guanjing::app::AttributeTable</name>
    <message>
        <source>Copy value</source>
        <translation>Copy value</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Copy rows</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Copy all</translation>
    </message>
</context>
<context>
    <name>guanjing::app::CameraCommands</name>
    <message>
        <source>Viewpoint %1</source>
        <translation>Viewpoint %1</translation>
    </message>
</context>
<context>
    <name>guanjing::app::CertificateDialog</name>
    <message>
        <source>Client certificate</source>
        <translation>Client certificate</translation>
    </message>
    <message>
        <source>PEM, or PKCS#12 (.p12, .pfx)</source>
        <translation>PEM, or PKCS#12 (.p12, .pfx)</translation>
    </message>
    <message>
        <source>In the same file</source>
        <translation>In the same file</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.key *.p12 *.pfx)</source>
        <translation>Certificates and keys (*.pem *.crt *.key *.p12 *.pfx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;Certificate</source>
        <translation>&amp;Certificate</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Key</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ClipController</name>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message numerus="yes">
        <source>%n corner(s)</source>
        <translation>
            <numerusform>%n corner</numerusform>
            <numerusform>%n corners</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Click the place that the box is to stand around · Esc cancels</source>
        <translation>Click the place that the box is to stand around · Esc cancels</translation>
    </message>
    <message>
        <source>Click the corners of the area · double click or Enter ends · Backspace takes the last one away · Esc cancels</source>
        <translation>Click the corners of the area · double click or Enter ends · Backspace takes the last one away · Esc cancels</translation>
    </message>
    <message>
        <source>Drag a corner, or the middle of a side for one more · Delete takes the corner under the cursor away · Enter ends</source>
        <translation>Drag a corner, or the middle of a side for one more · Delete takes the corner under the cursor away · Enter ends</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ClipDialog</name>
    <message>
        <source>S&amp;witched on</source>
        <translation>S&amp;witched on</translation>
    </message>
    <message>
        <source>Clip by box</source>
        <translation>Clip by box</translation>
    </message>
    <message>
        <source>Clip by polygon</source>
        <translation>Clip by polygon</translation>
    </message>
    <message>
        <source>Cut away what is inside</source>
        <translation>Cut away what is inside</translation>
    </message>
    <message>
        <source>Keep only what is inside</source>
        <translation>Keep only what is inside</translation>
    </message>
    <message>
        <source>Lay flat what is inside</source>
        <translation>Lay flat what is inside</translation>
    </message>
    <message>
        <source>Flattening keeps everything and lays it on one height, with walls along the border</source>
        <translation>Flattening keeps everything and lays it on one height, with walls along the border</translation>
    </message>
    <message>
        <source>Ellipsoidal height that everything inside is laid on</source>
        <translation>Ellipsoidal height that everything inside is laid on</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Effect</source>
        <translation>&amp;Effect</translation>
    </message>
    <message>
        <source>&amp;Height</source>
        <translation>&amp;Height</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>Without it the polygon works at every height</source>
        <translation>Without it the polygon works at every height</translation>
    </message>
    <message>
        <source>From the height o&amp;f</source>
        <translation>From the height o&amp;f</translation>
    </message>
    <message>
        <source>&amp;Up to the height of</source>
        <translation>&amp;Up to the height of</translation>
    </message>
    <message>
        <source>Ellipsoidal height of the middle of the box</source>
        <translation>Ellipsoidal height of the middle of the box</translation>
    </message>
    <message>
        <source>Clockwise from north</source>
        <translation>Clockwise from north</translation>
    </message>
    <message>
        <source>&amp;Longitude</source>
        <translation>&amp;Longitude</translation>
    </message>
    <message>
        <source>La&amp;titude</source>
        <translation>La&amp;titude</translation>
    </message>
    <message>
        <source>&amp;Middle at</source>
        <translation>&amp;Middle at</translation>
    </message>
    <message>
        <source>Wi&amp;dth</source>
        <translation>Wi&amp;dth</translation>
    </message>
    <message>
        <source>De&amp;pth</source>
        <translation>De&amp;pth</translation>
    </message>
    <message>
        <source>Height of the bo&amp;x</source>
        <translation>Height of the bo&amp;x</translation>
    </message>
    <message>
        <source>Tu&amp;rned by</source>
        <translation>Tu&amp;rned by</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Ground</translation>
    </message>
    <message>
        <source>All 3D models, also those added later</source>
        <translation>All 3D models, also those added later</translation>
    </message>
    <message>
        <source>The layers that it cuts</source>
        <translation>The layers that it cuts</translation>
    </message>
    <message>
        <source>&amp;Applies to</source>
        <translation>&amp;Applies to</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>It needs a name.</translation>
    </message>
    <message>
        <source>Choose at least one layer that it cuts.</source>
        <translation>Choose at least one layer that it cuts.</translation>
    </message>
</context>
<context>
    <name>guanjing::app::CompareController</name>
    <message>
        <source>Layers of this view</source>
        <translation>Layers of this view</translation>
    </message>
    <message>
        <source>View %1</source>
        <translation>View %1</translation>
    </message>
    <message>
        <source>Date and layers of this view</source>
        <translation>Date and layers of this view</translation>
    </message>
    <message>
        <source>View %1: %2</source>
        <translation>View %1: %2</translation>
    </message>
</context>
<context>
    <name>guanjing::app::Compass</name>
    <message>
        <source>Compass</source>
        <translation>Compass</translation>
    </message>
    <message>
        <source>Heading %1°; click to turn north up</source>
        <translation>Heading %1°; click to turn north up</translation>
    </message>
    <message>
        <source>N</source>
        <comment>north on the compass</comment>
        <translation>N</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ExportController</name>
    <message>
        <source>The picture is in the clipboard.</source>
        <translation>The picture is in the clipboard.</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Save picture</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG pictures (*.png)</translation>
    </message>
    <message>
        <source>JPEG pictures (*.jpg *.jpeg)</source>
        <translation>JPEG pictures (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Saved as %1.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 could not be written: %2</translation>
    </message>
    <message>
        <source>Centre %1, CGCS2000</source>
        <translation>Centre %1, CGCS2000</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Dongguan</source>
        <translation>Dongguan</translation>
    </message>
    <message>
        <source>Print to PDF</source>
        <translation>Print to PDF</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF documents (*.pdf)</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ExportDialog</name>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Export</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>&amp;Coarsest level</source>
        <translation>&amp;Coarsest level</translation>
    </message>
    <message>
        <source>Export imagery</source>
        <translation>Export imagery</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>layer · date</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>GeoTIFF with overviews (COG)</source>
        <translation>GeoTIFF with overviews (COG)</translation>
    </message>
    <message>
        <source>GeoPackage</source>
        <translation>GeoPackage</translation>
    </message>
    <message>
        <source>MBTiles (web map tiles)</source>
        <translation>MBTiles (web map tiles)</translation>
    </message>
    <message>
        <source>As the layer&apos;s pictures are</source>
        <translation>As the layer&apos;s pictures are</translation>
    </message>
    <message>
        <source>JPEG, small</source>
        <translation>JPEG, small</translation>
    </message>
    <message>
        <source>WebP, smaller</source>
        <translation>WebP, smaller</translation>
    </message>
    <message>
        <source>Without loss, large</source>
        <translation>Without loss, large</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>&amp;Layer</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>F&amp;ormat</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>&amp;Resolution</translation>
    </message>
    <message>
        <source>P&amp;ixels</source>
        <translation>P&amp;ixels</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>As suits the area</source>
        <translation>As suits the area</translation>
    </message>
    <message>
        <source>%1 (level %2)</source>
        <translation>%1 (level %2)</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3; about %4, %5</source>
        <comment>width × height, pixel size; size, time</comment>
        <translation>%1 × %2 pixels, %3; about %4, %5</translation>
    </message>
    <message>
        <source>The layer&apos;s pictures are copied as they are, %1 of them.</source>
        <translation>The layer&apos;s pictures are copied as they are, %1 of them.</translation>
    </message>
    <message>
        <source>Pixels are moved into Web Mercator (EPSG:3857), out of %1 pictures.</source>
        <translation>Pixels are moved into Web Mercator (EPSG:3857), out of %1 pictures.</translation>
    </message>
    <message>
        <source>Pixels stay as they are, in the layer&apos;s own coordinate system; %1 pictures are read.</source>
        <translation>Pixels stay as they are, in the layer&apos;s own coordinate system; %1 pictures are read.</translation>
    </message>
    <message>
        <source>While it is made it takes %1 more.</source>
        <translation>While it is made it takes %1 more.</translation>
    </message>
    <message>
        <source>Web Mercator tiles for web maps and phones</source>
        <translation>Web Mercator tiles for web maps and phones</translation>
    </message>
    <message>
        <source>In the layer&apos;s coordinate system, for QGIS and ArcGIS</source>
        <translation>In the layer&apos;s coordinate system, for QGIS and ArcGIS</translation>
    </message>
    <message>
        <source>In the layer&apos;s coordinate system, for GIS and CAD</source>
        <translation>In the layer&apos;s coordinate system, for GIS and CAD</translation>
    </message>
    <message>
        <source>The export is not finished.</source>
        <translation>The export is not finished.</translation>
    </message>
    <message>
        <source>Cancel it? Nothing of it is left then.</source>
        <translation>Cancel it? Nothing of it is left then.</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Cancel it</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Let it go on</translation>
    </message>
</context>
<context>
    <name>guanjing::app::GroundSection</name>
    <message>
        <source>Ground</source>
        <translation>Ground</translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation>Contour lines</translation>
    </message>
    <message>
        <source>By the sun</source>
        <translation>By the sun</translation>
    </message>
    <message>
        <source>Hillshade</source>
        <translation>Hillshade</translation>
    </message>
    <message>
        <source>Slope: 2°, 6°, 15°, 25°</source>
        <translation>Slope: 2°, 6°, 15°, 25°</translation>
    </message>
    <message>
        <source> m</source>
        <translation> m</translation>
    </message>
    <message>
        <source>By the scale</source>
        <translation>By the scale</translation>
    </message>
    <message>
        <source>Multiplies the heights of the terrain. Models stay at the heights of their data.</source>
        <translation>Multiplies the heights of the terrain. Models stay at the heights of their data.</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Opacity</translation>
    </message>
    <message>
        <source>Shading</source>
        <translation>Shading</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Interval</translation>
    </message>
    <message>
        <source>Exaggeration</source>
        <translation>Exaggeration</translation>
    </message>
    <message>
        <source>They count</source>
        <translation>They count</translation>
    </message>
    <message>
        <source>metres above the ellipsoid</source>
        <translation>metres above the ellipsoid</translation>
    </message>
    <message>
        <source>metres above the 1985 national height datum</source>
        <translation>metres above the 1985 national height datum</translation>
    </message>
    <message>
        <source>metres above the datum of the source at work: 1985 or ellipsoid</source>
        <translation>metres above the datum of the source at work: 1985 or ellipsoid</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ImageryExportController</name>
    <message>
        <source>The scene has no imagery that could be exported.</source>
        <translation>The scene has no imagery that could be exported.</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Paused.</translation>
    </message>
    <message>
        <source>Reading pictures…</source>
        <translation>Reading pictures…</translation>
    </message>
    <message>
        <source>Putting the file together…</source>
        <translation>Putting the file together…</translation>
    </message>
    <message>
        <source>%1 of about %2 pictures</source>
        <translation>%1 of about %2 pictures</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · %2 left</translation>
    </message>
    <message>
        <source>Saved, %1, of %2 pictures.</source>
        <translation>Saved, %1, of %2 pictures.</translation>
    </message>
    <message>
        <source>At %1 places the layer has no picture; %2 of them were filled from coarser ones.</source>
        <translation>At %1 places the layer has no picture; %2 of them were filled from coarser ones.</translation>
    </message>
    <message>
        <source>%1 pictures could not be read and are left out; the first: %2</source>
        <translation>%1 pictures could not be read and are left out; the first: %2</translation>
    </message>
    <message>
        <source>Cancelled; nothing of it is left.</source>
        <translation>Cancelled; nothing of it is left.</translation>
    </message>
    <message>
        <source>The scene wants its watermark over every picture, and files of imagery have none.</source>
        <translation>The scene wants its watermark over every picture, and files of imagery have none.</translation>
    </message>
    <message>
        <source>Paused · %1</source>
        <translation>Paused · %1</translation>
    </message>
</context>
<context>
    <name>guanjing::app::InspectorPanel</name>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>Floors</source>
        <translation>Floors</translation>
    </message>
    <message>
        <source>Year built</source>
        <translation>Year built</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Town</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Northing</source>
        <translation>Northing</translation>
    </message>
    <message>
        <source>Easting</source>
        <translation>Easting</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Ground</translation>
    </message>
    <message>
        <source>Feature %1</source>
        <translation>Feature %1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Click a building, the ground or a station to see its details.</source>
        <translation>Click a building, the ground or a station to see its details.</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attributes</translation>
    </message>
    <message>
        <source>Position, CGCS2000 and EPSG:4547</source>
        <translation>Position, CGCS2000 and EPSG:4547</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Fly closer</source>
        <translation>Fly closer</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Copy all</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>Commerce</source>
        <translation>Commerce</translation>
    </message>
    <message>
        <source>Housing</source>
        <translation>Housing</translation>
    </message>
    <message>
        <source>Village housing</source>
        <translation>Village housing</translation>
    </message>
    <message>
        <source>Villa</source>
        <translation>Villa</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>Industry</translation>
    </message>
    <message>
        <source>Logistics</source>
        <translation>Logistics</translation>
    </message>
    <message>
        <source>Education</source>
        <translation>Education</translation>
    </message>
    <message>
        <source>Public building</source>
        <translation>Public building</translation>
    </message>
    <message>
        <source>Under construction</source>
        <translation>Under construction</translation>
    </message>
    <message>
        <source>Other use</source>
        <translation>Other use</translation>
    </message>
    <message>
        <source>%1 · class %2</source>
        <translation>%1 · class %2</translation>
    </message>
    <message>
        <source>Height of the ground</source>
        <translation>Height of the ground</translation>
    </message>
    <message>
        <source>Height of this spot</source>
        <translation>Height of this spot</translation>
    </message>
    <message>
        <source>Height</source>
        <comment>how tall something is</comment>
        <translation>Height</translation>
    </message>
    <message>
        <source>Height above the 1985 datum</source>
        <translation>Height above the 1985 datum</translation>
    </message>
    <message>
        <source>Stands for</source>
        <translation>Stands for</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Class</translation>
    </message>
    <message numerus="yes">
        <source>%Ln building(s)</source>
        <translation>
            <numerusform>%Ln building</numerusform>
            <numerusform>%Ln buildings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>guanjing::app::JobPanel</name>
    <message>
        <source>about %1 s</source>
        <translation>about %1 s</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>about %1 min</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>about %1 h</translation>
    </message>
    <message>
        <source>%1 cm per pixel</source>
        <translation>%1 cm per pixel</translation>
    </message>
    <message>
        <source>%1 m per pixel</source>
        <translation>%1 m per pixel</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Cancel it</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>more than %1 days</source>
        <translation>more than %1 days</translation>
    </message>
    <message>
        <source>about %1 days</source>
        <translation>about %1 days</translation>
    </message>
</context>
<context>
    <name>guanjing::app::KeysDialog</name>
    <message>
        <source>Mouse and keys</source>
        <translation>Mouse and keys</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Mouse</translation>
    </message>
    <message>
        <source>Left button, drag</source>
        <translation>Left button, drag</translation>
    </message>
    <message>
        <source>Move the city under the cursor</source>
        <translation>Move the city under the cursor</translation>
    </message>
    <message>
        <source>Right button, drag</source>
        <translation>Right button, drag</translation>
    </message>
    <message>
        <source>Turn and tilt around the point</source>
        <translation>Turn and tilt around the point</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Wheel</translation>
    </message>
    <message>
        <source>Nearer to and away from the cursor</source>
        <translation>Nearer to and away from the cursor</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Click</translation>
    </message>
    <message>
        <source>What is known about this place</source>
        <translation>What is known about this place</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Double click</translation>
    </message>
    <message>
        <source>Fly closer</source>
        <translation>Fly closer</translation>
    </message>
    <message>
        <source>Moving by keys</source>
        <translation>Moving by keys</translation>
    </message>
    <message>
        <source>Arrow keys or W A S D</source>
        <translation>Arrow keys or W A S D</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>Shift and arrow keys</source>
        <translation>Shift and arrow keys</translation>
    </message>
    <message>
        <source>Turn and tilt</source>
        <translation>Turn and tilt</translation>
    </message>
    <message>
        <source>+ and −</source>
        <translation>+ and −</translation>
    </message>
    <message>
        <source>Nearer and away</source>
        <translation>Nearer and away</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>About Guanjing</source>
        <translation>About Guanjing</translation>
    </message>
    <message>
        <source>Guanjing</source>
        <translation>Guanjing</translation>
    </message>
    <message>
        <source>A three-dimensional viewer for the city of Dongguan.</source>
        <translation>A three-dimensional viewer for the city of Dongguan.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</translation>
    </message>
    <message>
        <source>E and Q</source>
        <translation>E and Q</translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation>Up and down</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LayerProperties</name>
    <message>
        <source>Properties</source>
        <translation>Properties</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copy address</translation>
    </message>
    <message>
        <source>Properties: %1</source>
        <translation>Properties: %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Attribution</source>
        <translation>Attribution</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>Coordinate system</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Always kept</source>
        <translation>Always kept</translation>
    </message>
    <message>
        <source>Never kept</source>
        <translation>Never kept</translation>
    </message>
    <message>
        <source>South-west</source>
        <translation>South-west</translation>
    </message>
    <message>
        <source>North-east</source>
        <translation>North-east</translation>
    </message>
    <message>
        <source>Heights</source>
        <translation>Heights</translation>
    </message>
    <message>
        <source>%1 to %2 m</source>
        <translation>%1 to %2 m</translation>
    </message>
    <message>
        <source>Raised by</source>
        <translation>Raised by</translation>
    </message>
    <message>
        <source>Asked every</source>
        <translation>Asked every</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Heights above</source>
        <translation>Heights above</translation>
    </message>
    <message>
        <source>1985 national height datum</source>
        <translation>1985 national height datum</translation>
    </message>
    <message>
        <source>the ellipsoid</source>
        <translation>the ellipsoid</translation>
    </message>
    <message>
        <source>Offset grid</source>
        <translation>Offset grid</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LayersModel</name>
    <message>
        <source>Imagery</source>
        <translation>Imagery</translation>
    </message>
    <message>
        <source>3D models</source>
        <translation>3D models</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Terrain</source>
        <translation>Terrain</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>Vectors</translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>Unnamed</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message numerus="yes">
        <source>Loading, %Ln left</source>
        <translation>
            <numerusform>Loading, %Ln left</numerusform>
            <numerusform>Loading, %Ln left</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>No new values</source>
        <translation>No new values</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>Disconnected</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Hidden</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>Retrying</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>state: why</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Ground</translation>
    </message>
    <message>
        <source>All 3D models</source>
        <translation>All 3D models</translation>
    </message>
    <message>
        <source>Clips: %1</source>
        <comment>names of layers</comment>
        <translation>Clips: %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Lies flat at %1 m</source>
        <translation>Lies flat at %1 m</translation>
    </message>
    <message>
        <source>Only what is inside</source>
        <translation>Only what is inside</translation>
    </message>
    <message>
        <source>Cut away inside</source>
        <translation>Cut away inside</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>no place on Earth</source>
        <translation>no place on Earth</translation>
    </message>
    <message>
        <source>Not in any view now</source>
        <translation>Not in any view now</translation>
    </message>
    <message>
        <source>Shown after dusk</source>
        <translation>Shown after dusk</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LayersPanel</name>
    <message>
        <source>Zoom to layer</source>
        <translation>Zoom to layer</translation>
    </message>
    <message>
        <source>Messages…</source>
        <translation>Messages…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Add data</source>
        <translation>Add data</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Opacity</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copy address</translation>
    </message>
    <message>
        <source>Properties…</source>
        <translation>Properties…</translation>
    </message>
    <message>
        <source>Style by attribute…</source>
        <translation>Style by attribute…</translation>
    </message>
    <message>
        <source>Zoom to clip</source>
        <translation>Zoom to clip</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Switch off</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Switch on</translation>
    </message>
    <message>
        <source>Move corners</source>
        <translation>Move corners</translation>
    </message>
    <message>
        <source>Points of layer</source>
        <translation>Points of layer</translation>
    </message>
    <message>
        <source>Look of the ground</source>
        <translation>Look of the ground</translation>
    </message>
    <message>
        <source>Tones of layer</source>
        <translation>Tones of layer</translation>
    </message>
    <message>
        <source>Data of layer</source>
        <translation>Data of layer</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LoadingDialog</name>
    <message>
        <source>Loading and memory</source>
        <translation>Loading and memory</translation>
    </message>
    <message>
        <source> pixels</source>
        <translation> pixels</translation>
    </message>
    <message>
        <source>Models may be wrong by so many pixels. Half of it loads and draws up to four times as much.</source>
        <translation>Models may be wrong by so many pixels. Half of it loads and draws up to four times as much.</translation>
    </message>
    <message>
        <source>Less detail in the &amp;distance</source>
        <translation>Less detail in the &amp;distance</translation>
    </message>
    <message>
        <source>Far away, where the haze hides it, coarser tiles do. Saves requests, memory and drawing.</source>
        <translation>Far away, where the haze hides it, coarser tiles do. Saves requests, memory and drawing.</translation>
    </message>
    <message>
        <source> m</source>
        <translation> m</translation>
    </message>
    <message>
        <source>At this distance an error twice as large is allowed, at twice the distance four times</source>
        <translation>At this distance an error twice as large is allowed, at twice the distance four times</translation>
    </message>
    <message>
        <source>Less detail towards the &amp;edge of the picture</source>
        <translation>Less detail towards the &amp;edge of the picture</translation>
    </message>
    <message>
        <source>At the edge an error twice as large is allowed. Saves loading; a turn of the head loads more.</source>
        <translation>At the edge an error twice as large is allowed. Saves loading; a turn of the head loads more.</translation>
    </message>
    <message>
        <source>Load what lies &amp;beside the picture</source>
        <translation>Load what lies &amp;beside the picture</translation>
    </message>
    <message>
        <source>In idle moments, for a turn of the head. Costs requests and memory that may never be seen.</source>
        <translation>In idle moments, for a turn of the head. Costs requests and memory that may never be seen.</translation>
    </message>
    <message>
        <source>Load &amp;coarser levels</source>
        <translation>Load &amp;coarser levels</translation>
    </message>
    <message>
        <source>In idle moments, for the way up. Costs requests and memory that may never be seen.</source>
        <translation>In idle moments, for the way up. Costs requests and memory that may never be seen.</translation>
    </message>
    <message>
        <source>Load the end of a &amp;flight before arrival</source>
        <translation>Load the end of a &amp;flight before arrival</translation>
    </message>
    <message>
        <source>The picture stands on arrival. Costs requests when a flight is broken off.</source>
        <translation>The picture stands on arrival. Costs requests when a flight is broken off.</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Of tiles, in main and graphics memory together. With too little the picture coarsens.</source>
        <translation>Of tiles, in main and graphics memory together. With too little the picture coarsens.</translation>
    </message>
    <message>
        <source>Of disk space, for what servers have sent. Holds from the next start on.</source>
        <translation>Of disk space, for what servers have sent. Holds from the next start on.</translation>
    </message>
    <message>
        <source>More help with distant servers; some servers slow down whoever asks for much at once</source>
        <translation>More help with distant servers; some servers slow down whoever asks for much at once</translation>
    </message>
    <message>
        <source>E&amp;mpty</source>
        <translation>E&amp;mpty</translation>
    </message>
    <message>
        <source>Forgets what servers have sent; it is asked for again when it is needed</source>
        <translation>Forgets what servers have sent; it is asked for again when it is needed</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>&amp;Allowed error</source>
        <translation>&amp;Allowed error</translation>
    </message>
    <message>
        <source>&amp;Half the detail at</source>
        <translation>&amp;Half the detail at</translation>
    </message>
    <message>
        <source>Ahead of need</source>
        <translation>Ahead of need</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>Memory for &amp;tiles</source>
        <translation>Memory for &amp;tiles</translation>
    </message>
    <message>
        <source>&amp;Requests at once</source>
        <translation>&amp;Requests at once</translation>
    </message>
    <message>
        <source>Cache on dis&amp;k</source>
        <translation>Cache on dis&amp;k</translation>
    </message>
    <message>
        <source>In the cache now</source>
        <translation>In the cache now</translation>
    </message>
    <message>
        <source>Default&amp;s</source>
        <translation>Default&amp;s</translation>
    </message>
    <message>
        <source>&amp;Pack pictures in graphics memory</source>
        <translation>&amp;Pack pictures in graphics memory</translation>
    </message>
    <message>
        <source>They take a quarter to an eighth of the room and look a little worse. Loading takes longer. Holds for what is loaded from now on, where the graphics card can do it.</source>
        <translation>They take a quarter to an eighth of the room and look a little worse. Loading takes longer. Holds for what is loaded from now on, where the graphics card can do it.</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LoginDialog</name>
    <message>
        <source>&amp;Name and password</source>
        <translation>&amp;Name and password</translation>
    </message>
    <message>
        <source>&amp;Key or token</source>
        <translation>&amp;Key or token</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;User</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Password</translation>
    </message>
    <message>
        <source>Key or &amp;token</source>
        <translation>Key or &amp;token</translation>
    </message>
    <message>
        <source>Keep it in the key&amp;chain</source>
        <translation>Keep it in the key&amp;chain</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>The server did not accept the login. Please give it again.</source>
        <translation>The server did not accept the login. Please give it again.</translation>
    </message>
    <message>
        <source>The server wants to know who asks.</source>
        <translation>The server wants to know who asks.</translation>
    </message>
    <message>
        <source>Entry &quot;%1&quot;. A scene file names the entry, never the login.</source>
        <translation>Entry &quot;%1&quot;. A scene file names the entry, never the login.</translation>
    </message>
    <message>
        <source>No keychain runs on this computer: the login is kept until the program ends, and nowhere else.</source>
        <translation>No keychain runs on this computer: the login is kept until the program ends, and nowhere else.</translation>
    </message>
    <message>
        <source>&amp;Log in</source>
        <translation>&amp;Log in</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>guanjing::app::MainWindow</name>
    <message>
        <source>Scene</source>
        <translation>Scene</translation>
    </message>
    <message>
        <source>Guanjing</source>
        <translation>Guanjing</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspector</translation>
    </message>
    <message>
        <source>The city</source>
        <translation>The city</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>scene&apos;s name (file&apos;s name)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 – pack of %2</source>
        <comment>title, date</comment>
        <translation>%1 – pack of %2</translation>
    </message>
    <message>
        <source>Pack of %1</source>
        <translation>Pack of %1</translation>
    </message>
    <message>
        <source>Pack of %1, not complete</source>
        <translation>Pack of %1, not complete</translation>
    </message>
    <message>
        <source>%1, encrypted</source>
        <translation>%1, encrypted</translation>
    </message>
    <message>
        <source>Begun on %1 by Dongguan&apos;s clocks (UTC+8)</source>
        <translation>Begun on %1 by Dongguan&apos;s clocks (UTC+8)</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ManualWindow</name>
    <message>
        <source>%1: %2</source>
        <comment>chapter: section</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nothing found.</translation>
    </message>
    <message>
        <source>Guanjing: manual</source>
        <translation>Guanjing: manual</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>First page</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Search the manual</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Places found</translation>
    </message>
</context>
<context>
    <name>guanjing::app::MapSheet</name>
    <message>
        <source>%1 at the centre of the picture</source>
        <translation>%1 at the centre of the picture</translation>
    </message>
    <message>
        <source>Sources: %1</source>
        <translation>Sources: %1</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between sources</comment>
        <translation>; </translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Others</translation>
    </message>
</context>
<context>
    <name>guanjing::app::MessagesDialog</name>
    <message>
        <source>Messages: %1</source>
        <translation>Messages: %1</translation>
    </message>
    <message>
        <source>No messages. This layer works as it should.</source>
        <translation>No messages. This layer works as it should.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Copy all</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>No messages since the program was started.</source>
        <translation>No messages since the program was started.</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <comment>name of a layer: what is wrong with it</comment>
        <translation>Layer %1: %2</translation>
    </message>
</context>
<context>
    <name>guanjing::app::MetadataSections</name>
    <message>
        <source>Content</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Tile</translation>
    </message>
    <message>
        <source>Subtree</source>
        <translation>Subtree</translation>
    </message>
    <message>
        <source>Tileset</source>
        <translation>Tileset</translation>
    </message>
    <message>
        <source>%1 · class %2</source>
        <comment>what it is of, name of its class</comment>
        <translation>%1 · class %2</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>Type: %1</translation>
    </message>
    <message>
        <source>Meaning: %1</source>
        <translation>Meaning: %1</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Style</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Bounding box</source>
        <translation>Bounding box</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>Extent</translation>
    </message>
    <message>
        <source>Bounding sphere</source>
        <translation>Bounding sphere</translation>
    </message>
    <message>
        <source>S2 cell</source>
        <translation>S2 cell</translation>
    </message>
    <message>
        <source>Least height</source>
        <translation>Least height</translation>
    </message>
    <message>
        <source>Greatest height</source>
        <translation>Greatest height</translation>
    </message>
    <message>
        <source>Horizon occlusion point</source>
        <translation>Horizon occlusion point</translation>
    </message>
    <message>
        <source>Geometric error</source>
        <translation>Geometric error</translation>
    </message>
    <message>
        <source>Refinement</source>
        <translation>Refinement</translation>
    </message>
    <message>
        <source>Transformation</source>
        <translation>Transformation</translation>
    </message>
    <message>
        <source>%1 to %2
%3 to %4
%5 to %6 m</source>
        <comment>west, east, south, north, lowest, highest</comment>
        <translation>%1 to %2
%3 to %4
%5 to %6 m</translation>
    </message>
</context>
<context>
    <name>guanjing::app::NetworkController</name>
    <message>
        <source>The proxy %1 did not accept the login.</source>
        <translation>The proxy %1 did not accept the login.</translation>
    </message>
    <message>
        <source>The proxy wants a login.</source>
        <translation>The proxy wants a login.</translation>
    </message>
    <message>
        <source>The proxy %1 wants a login.</source>
        <translation>The proxy %1 wants a login.</translation>
    </message>
    <message>
        <source>Network…</source>
        <translation>Network…</translation>
    </message>
    <message>
        <source>%1 does not allow access with this login.</source>
        <translation>%1 does not allow access with this login.</translation>
    </message>
    <message>
        <source>%1 did not accept the login.</source>
        <translation>%1 did not accept the login.</translation>
    </message>
    <message>
        <source>%1 wants a key.</source>
        <translation>%1 wants a key.</translation>
    </message>
    <message>
        <source>%1 wants a login.</source>
        <translation>%1 wants a login.</translation>
    </message>
    <message>
        <source>Log in…</source>
        <translation>Log in…</translation>
    </message>
    <message>
        <source>The keychain cannot be written; what was typed is kept until the program ends.</source>
        <translation>The keychain cannot be written; what was typed is kept until the program ends.</translation>
    </message>
    <message>
        <source>In force when the program starts next; what is kept now is dropped then.</source>
        <translation>In force when the program starts next; what is kept now is dropped then.</translation>
    </message>
</context>
<context>
    <name>guanjing::app::NetworkDialog</name>
    <message>
        <source>Network</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>As the system&apos;s environment says</source>
        <translation>As the system&apos;s environment says</translation>
    </message>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>This one</translation>
    </message>
    <message>
        <source>Hosts, domains and networks, by comma. This computer is always reached directly.</source>
        <translation>Hosts, domains and networks, by comma. This computer is always reached directly.</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unchanged</translation>
    </message>
    <message>
        <source>It is kept in the keychain alone</source>
        <translation>It is kept in the keychain alone</translation>
    </message>
    <message>
        <source>No keychain runs here: it is kept until the program ends</source>
        <translation>No keychain runs here: it is kept until the program ends</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>&amp;Way to the servers</source>
        <translation>&amp;Way to the servers</translation>
    </message>
    <message>
        <source>&amp;Address and port</source>
        <translation>&amp;Address and port</translation>
    </message>
    <message>
        <source>&amp;Directly reached</source>
        <translation>&amp;Directly reached</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;User</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Password</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>C&amp;hoose…</translation>
    </message>
    <message>
        <source>Trusted authorities</source>
        <translation>Trusted authorities</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>Certificates (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Trust the &amp;system&apos;s authorities, too</source>
        <translation>Trust the &amp;system&apos;s authorities, too</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>&amp;Further authorities</source>
        <translation>&amp;Further authorities</translation>
    </message>
    <message>
        <source>Shown to servers</source>
        <translation>Shown to servers</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Forget</translation>
    </message>
    <message>
        <source>Logins</source>
        <translation>Logins</translation>
    </message>
    <message>
        <source>In the keychain</source>
        <translation>In the keychain</translation>
    </message>
    <message>
        <source>A server that wants a login is told of, and asked for then.</source>
        <translation>A server that wants a login is told of, and asked for then.</translation>
    </message>
    <message>
        <source>No keychain runs on this computer: logins are asked for and kept until the program ends.</source>
        <translation>No keychain runs on this computer: logins are asked for and kept until the program ends.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address is missing.</source>
        <translation>The proxy&apos;s address is missing.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address must be HOST:PORT; a login stands in its own fields.</source>
        <translation>The proxy&apos;s address must be HOST:PORT; a login stands in its own fields.</translation>
    </message>
    <message>
        <source>There is no such file of authorities.</source>
        <translation>There is no such file of authorities.</translation>
    </message>
</context>
<context>
    <name>guanjing::app::Notice</name>
    <message>
        <source>Start again</source>
        <translation>Start again</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>guanjing::app::NoticeBar</name>
    <message>
        <source>%1  %2</source>
        <comment>time of day, what was told</comment>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PackController</name>
    <message>
        <source>Pack</source>
        <translation>Pack</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Paused.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>scene, area</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>Beginning…</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · %2 left</translation>
    </message>
    <message>
        <source>The pack is complete: %1 files, %2.</source>
        <translation>The pack is complete: %1 files, %2.</translation>
    </message>
    <message>
        <source>%1 files could not be had.</source>
        <translation>%1 files could not be had.</translation>
    </message>
    <message>
        <source>Stopped. What is there is kept; the same choice with the same file goes on with it.</source>
        <translation>Stopped. What is there is kept; the same choice with the same file goes on with it.</translation>
    </message>
    <message>
        <source>It failed for no reason that is known.</source>
        <translation>It failed for no reason that is known.</translation>
    </message>
    <message>
        <source>Take along</source>
        <translation>Take along</translation>
    </message>
    <message>
        <source>The pack %1 is not complete.</source>
        <translation>The pack %1 is not complete.</translation>
    </message>
    <message>
        <source>Go on with it now? What is there already is not fetched again.</source>
        <translation>Go on with it now? What is there already is not fetched again.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>Don&apos;t ask again</translation>
    </message>
    <message>
        <source>It does not open with that. Please try again.</source>
        <translation>It does not open with that. Please try again.</translation>
    </message>
    <message>
        <source>%1 of %2 files, %3</source>
        <comment>done, total; size</comment>
        <translation>%1 of %2 files, %3</translation>
    </message>
    <message>
        <source>%1 of %2 or more files, %3</source>
        <comment>done, total; size</comment>
        <translation>%1 of %2 or more files, %3</translation>
    </message>
    <message>
        <source>Paused · %1</source>
        <translation>Paused · %1</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PackKeyDialog</name>
    <message>
        <source>Encrypted pack</source>
        <translation>Encrypted pack</translation>
    </message>
    <message>
        <source>%1 is encrypted. Its passphrase:</source>
        <translation>%1 is encrypted. Its passphrase:</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Key file…</source>
        <translation>Key file…</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Key file</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>What is kept on this computer is encrypted with these words. They are kept nowhere: who forgets them loses what was kept, and it is fetched again.</source>
        <translation>What is kept on this computer is encrypted with these words. They are kept nowhere: who forgets them loses what was kept, and it is fetched again.</translation>
    </message>
    <message>
        <source>What is kept on this computer is protected. Without the passphrase the program works, but keeps nothing and finds nothing kept.</source>
        <translation>What is kept on this computer is protected. Without the passphrase the program works, but keeps nothing and finds nothing kept.</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation>&amp;Again</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Open</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>Go on without</translation>
    </message>
    <message>
        <source>At least 8 characters</source>
        <translation>At least 8 characters</translation>
    </message>
    <message>
        <source>P&amp;rotect</source>
        <translation>P&amp;rotect</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PlacesPanel</name>
    <message>
        <source>Rename</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Town, viewpoint or coordinates</source>
        <translation>Town, viewpoint or coordinates</translation>
    </message>
    <message>
        <source>Search places</source>
        <translation>Search places</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Places found</translation>
    </message>
    <message>
        <source>Nothing found. Try a town such as Humen, or coordinates such as 113.75, 23.02.</source>
        <translation>Nothing found. Try a town such as Humen, or coordinates such as 113.75, 23.02.</translation>
    </message>
    <message>
        <source>Viewpoints</source>
        <translation>Viewpoints</translation>
    </message>
    <message>
        <source>Keep a view for later with the plus sign; it is saved in the scene.</source>
        <translation>Keep a view for later with the plus sign; it is saved in the scene.</translation>
    </message>
    <message>
        <source>Add the current view</source>
        <translation>Add the current view</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Move down</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PointSection</name>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Darken edges and hollows (eye-dome lighting)</source>
        <translation>Darken edges and hollows (eye-dome lighting)</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Square</translation>
    </message>
    <message>
        <source> × the gaps</source>
        <translation> × the gaps</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Strength</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Shape</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>At most</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radius</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PrintDialog</name>
    <message>
        <source>Print to PDF</source>
        <translation>Print to PDF</translation>
    </message>
    <message>
        <source>A4, landscape</source>
        <translation>A4, landscape</translation>
    </message>
    <message>
        <source>A3, landscape</source>
        <translation>A3, landscape</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Save…</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ProtectionDialog</name>
    <message>
        <source>&amp;Not encrypted</source>
        <translation>&amp;Not encrypted</translation>
    </message>
    <message>
        <source>Encrypted, the key in the &amp;keychain</source>
        <translation>Encrypted, the key in the &amp;keychain</translation>
    </message>
    <message>
        <source>Encrypted, the key in a &amp;file</source>
        <translation>Encrypted, the key in a &amp;file</translation>
    </message>
    <message>
        <source>Encrypted with a &amp;passphrase</source>
        <translation>Encrypted with a &amp;passphrase</translation>
    </message>
    <message>
        <source>Protect what is kept on this computer</source>
        <translation>Protect what is kept on this computer</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Key file</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Whoever has the disk can read what servers have sent.</source>
        <translation>Whoever has the disk can read what servers have sent.</translation>
    </message>
    <message>
        <source>Made at random and opened with your session.</source>
        <translation>Made at random and opened with your session.</translation>
    </message>
    <message>
        <source>No keychain runs on this computer.</source>
        <translation>No keychain runs on this computer.</translation>
    </message>
    <message>
        <source>32 bytes, or 64 hexadecimal digits; on a stick that is taken along, for example.</source>
        <translation>32 bytes, or 64 hexadecimal digits; on a stick that is taken along, for example.</translation>
    </message>
    <message>
        <source>Asked for at every start. It is kept nowhere.</source>
        <translation>Asked for at every start. It is kept nowhere.</translation>
    </message>
    <message>
        <source>What is kept now is dropped when the program starts next, and protected from then on; servers are asked for it again.</source>
        <translation>What is kept now is dropped when the program starts next, and protected from then on; servers are asked for it again.</translation>
    </message>
    <message>
        <source>Now data are kept in %1, as --cache says. That folder is protected by --cache-key or --cache-passphrase-file; what is chosen here is for the usual one.</source>
        <translation>Now data are kept in %1, as --cache says. That folder is protected by --cache-key or --cache-passphrase-file; what is chosen here is for the usual one.</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ScaleBar</name>
    <message>
        <source>Scale bar</source>
        <translation>Scale bar</translation>
    </message>
    <message>
        <source>Scale of the map</source>
        <translation>Scale of the map</translation>
    </message>
    <message>
        <source>Scale at the centre of the picture</source>
        <translation>Scale at the centre of the picture</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SceneController</name>
    <message>
        <source>Starting the demo city…</source>
        <translation>Starting the demo city…</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>Opening %1…</translation>
    </message>
    <message>
        <source>%1 is no longer there; the demo city is shown instead.</source>
        <translation>%1 is no longer there; the demo city is shown instead.</translation>
    </message>
    <message>
        <source>New scene</source>
        <translation>New scene</translation>
    </message>
    <message>
        <source>Open scene</source>
        <translation>Open scene</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Scene</translation>
    </message>
    <message>
        <source>Save scene</source>
        <translation>Save scene</translation>
    </message>
    <message>
        <source>Scenes (*.scene.json)</source>
        <translation>Scenes (*.scene.json)</translation>
    </message>
    <message>
        <source>The scene could not be saved. What was in the file before is still there.</source>
        <translation>The scene could not be saved. What was in the file before is still there.</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Unsaved changes</translation>
    </message>
    <message>
        <source>The scene has changes that are not saved.</source>
        <translation>The scene has changes that are not saved.</translation>
    </message>
    <message>
        <source>Save them now?</source>
        <translation>Save them now?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>Don&apos;t save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Adding %1…</source>
        <translation>Adding %1…</translation>
    </message>
    <message>
        <source>The demo city&apos;s server has ended unexpectedly.</source>
        <translation>The demo city&apos;s server has ended unexpectedly.</translation>
    </message>
    <message>
        <source>The demo city&apos;s server has ended unexpectedly: %1</source>
        <translation>The demo city&apos;s server has ended unexpectedly: %1</translation>
    </message>
    <message>
        <source>It does not open with that. Please try again.</source>
        <translation>It does not open with that. Please try again.</translation>
    </message>
    <message>
        <source>Scenes and packs (*.scene.json *.json *.gjpack)</source>
        <translation>Scenes and packs (*.scene.json *.json *.gjpack)</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SceneDocument</name>
    <message>
        <source>Show layer</source>
        <translation>Show layer</translation>
    </message>
    <message>
        <source>Hide layer</source>
        <translation>Hide layer</translation>
    </message>
    <message>
        <source>Change opacity</source>
        <translation>Change opacity</translation>
    </message>
    <message>
        <source>Rename layer</source>
        <translation>Rename layer</translation>
    </message>
    <message>
        <source>Remove layer</source>
        <translation>Remove layer</translation>
    </message>
    <message>
        <source>Move layer</source>
        <translation>Move layer</translation>
    </message>
    <message>
        <source>Add data</source>
        <translation>Add data</translation>
    </message>
    <message>
        <source>Add viewpoint</source>
        <translation>Add viewpoint</translation>
    </message>
    <message>
        <source>Rename viewpoint</source>
        <translation>Rename viewpoint</translation>
    </message>
    <message>
        <source>Delete viewpoint</source>
        <translation>Delete viewpoint</translation>
    </message>
    <message>
        <source>Move viewpoint</source>
        <translation>Move viewpoint</translation>
    </message>
    <message>
        <source>Add clip</source>
        <translation>Add clip</translation>
    </message>
    <message>
        <source>Change clip</source>
        <translation>Change clip</translation>
    </message>
    <message>
        <source>Switch clip on</source>
        <translation>Switch clip on</translation>
    </message>
    <message>
        <source>Switch clip off</source>
        <translation>Switch clip off</translation>
    </message>
    <message>
        <source>Rename clip</source>
        <translation>Rename clip</translation>
    </message>
    <message>
        <source>Remove clip</source>
        <translation>Remove clip</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SourceSection</name>
    <message>
        <source>Data</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>none: always shown; or such as 2026-06</source>
        <translation>none: always shown; or such as 2026-06</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Coarsest level</source>
        <translation>Coarsest level</translation>
    </message>
    <message>
        <source>Finest level</source>
        <translation>Finest level</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Levels</translation>
    </message>
    <message>
        <source>as the data say; or such as #000000, -9999</source>
        <translation>as the data say; or such as #000000, -9999</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>No data</translation>
    </message>
    <message>
        <source>A date is a year, a month or a day: 2026, 2026-06 or 2026-06-01.</source>
        <translation>A date is a year, a month or a day: 2026, 2026-06 or 2026-06-01.</translation>
    </message>
    <message>
        <source>What counts as no data is a colour such as #000000, or a number.</source>
        <translation>What counts as no data is a colour such as #000000, or a number.</translation>
    </message>
    <message>
        <source>The coarsest level is not finer than the finest.</source>
        <translation>The coarsest level is not finer than the finest.</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StationChart</name>
    <message>
        <source>Chart of the last 24 hours</source>
        <translation>Chart of the last 24 hours</translation>
    </message>
    <message>
        <source>From %1 to %2 %3, latest %4</source>
        <translation>From %1 to %2 %3, latest %4</translation>
    </message>
    <message>
        <source>; limit %1</source>
        <translation>; limit %1</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Hour of the day in Dongguan</source>
        <translation>Hour of the day in Dongguan</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>Limit %1</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StationView</name>
    <message>
        <source>No history: %1</source>
        <translation>No history: %1</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>No new values</source>
        <translation>No new values</translation>
    </message>
    <message>
        <source>No value yet</source>
        <translation>No value yet</translation>
    </message>
    <message>
        <source>Disconnected, last known value</source>
        <translation>Disconnected, last known value</translation>
    </message>
    <message>
        <source>Air quality</source>
        <translation>Air quality</translation>
    </message>
    <message>
        <source>Water quality</source>
        <translation>Water quality</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Noise</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Measured quantity</source>
        <translation>Measured quantity</translation>
    </message>
    <message>
        <source>The last 24 hours</source>
        <translation>The last 24 hours</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Copy all</translation>
    </message>
    <message>
        <source>Fly closer</source>
        <translation>Fly closer</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StatusController</name>
    <message>
        <source>%1 MiB of memory for tiles are too few for this picture, so parts of it are coarser or missing. Tools &gt; Loading and memory allows more.</source>
        <translation>%1 MiB of memory for tiles are too few for this picture, so parts of it are coarser or missing. Tools &gt; Loading and memory allows more.</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StatusReadout</name>
    <message>
        <source>N %1  E %2</source>
        <translation>N %1  E %2</translation>
    </message>
    <message numerus="yes">
        <source>Loading %Ln tile(s)</source>
        <translation>
            <numerusform>Loading %Ln tile</numerusform>
            <numerusform>Loading %Ln tiles</numerusform>
        </translation>
    </message>
    <message>
        <source>Longitude and latitude under the cursor, CGCS2000</source>
        <translation>Longitude and latitude under the cursor, CGCS2000</translation>
    </message>
    <message>
        <source>Northing and easting under the cursor, EPSG:4547 (CGCS2000, 3-degree Gauss-Kruger, central meridian 114 E)</source>
        <translation>Northing and easting under the cursor, EPSG:4547 (CGCS2000, 3-degree Gauss-Kruger, central meridian 114 E)</translation>
    </message>
    <message>
        <source>Height under the cursor above the ellipsoid</source>
        <translation>Height under the cursor above the ellipsoid</translation>
    </message>
    <message>
        <source>Scale at the centre of the picture</source>
        <translation>Scale at the centre of the picture</translation>
    </message>
    <message>
        <source>Time of the last frame</source>
        <translation>Time of the last frame</translation>
    </message>
    <message>
        <source>Frame %1 ms</source>
        <translation>Frame %1 ms</translation>
    </message>
    <message>
        <source>Memory full</source>
        <translation>Memory full</translation>
    </message>
    <message>
        <source>The tiles of this picture do not fit the %1 MiB that they may take. Tools &gt; Loading and memory allows more.</source>
        <translation>The tiles of this picture do not fit the %1 MiB that they may take. Tools &gt; Loading and memory allows more.</translation>
    </message>
    <message>
        <source>All layers are drawn %1 times coarser.</source>
        <translation>All layers are drawn %1 times coarser.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tile(s), the least important ones, are left out.</source>
        <translation>
            <numerusform>%Ln tile, the least important one, is left out.</numerusform>
            <numerusform>%Ln tiles, the least important ones, are left out.</numerusform>
        </translation>
    </message>
    <message>
        <source>1985 height %1 m</source>
        <translation>1985 height %1 m</translation>
    </message>
    <message>
        <source>Ellipsoidal height %1 m</source>
        <translation>Ellipsoidal height %1 m</translation>
    </message>
    <message>
        <source>Height under the cursor above the 1985 national height datum; %1 m above the ellipsoid</source>
        <translation>Height under the cursor above the 1985 national height datum; %1 m above the ellipsoid</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Started with --offline: the program asks no server. What the cache, packs and files of this machine hold is shown.</source>
        <translation>Started with --offline: the program asks no server. What the cache, packs and files of this machine hold is shown.</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StyleController</name>
    <message>
        <source>Style layer</source>
        <translation>Style layer</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StyleDialog</name>
    <message>
        <source>Style: %1</source>
        <translation>Style: %1</translation>
    </message>
    <message>
        <source>By attribute</source>
        <translation>By attribute</translation>
    </message>
    <message>
        <source>Style text</source>
        <translation>Style text</translation>
    </message>
    <message>
        <source>No style</source>
        <translation>No style</translation>
    </message>
    <message>
        <source>Reverse the colours</source>
        <translation>Reverse the colours</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>Property</translation>
    </message>
    <message>
        <source>Classes by</source>
        <translation>Classes by</translation>
    </message>
    <message>
        <source>Number of classes</source>
        <translation>Number of classes</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Opacity</translation>
    </message>
    <message>
        <source>Natural breaks</source>
        <translation>Natural breaks</translation>
    </message>
    <message>
        <source>Equal intervals</source>
        <translation>Equal intervals</translation>
    </message>
    <message>
        <source>Quantiles</source>
        <translation>Quantiles</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>Unique values</source>
        <translation>Unique values</translation>
    </message>
    <message numerus="yes">
        <source>%n different text(s)</source>
        <translation>
            <numerusform>%n different text</numerusform>
            <numerusform>%n different texts</numerusform>
        </translation>
    </message>
    <message>
        <source>No properties in the tiles that are loaded</source>
        <translation>No properties in the tiles that are loaded</translation>
    </message>
    <message>
        <source>✓ The style can be used.</source>
        <translation>✓ The style can be used.</translation>
    </message>
    <message>
        <source>✗ %1</source>
        <translation>✗ %1</translation>
    </message>
    <message>
        <source>Colours as recorded (RGB)</source>
        <translation>Colours as recorded (RGB)</translation>
    </message>
    <message>
        <source>LAS classes</source>
        <translation>LAS classes</translation>
    </message>
    <message>
        <source>Gradient without strays (2 % to 98 %)</source>
        <translation>Gradient without strays (2 % to 98 %)</translation>
    </message>
    <message>
        <source>The points keep the colours of the data.</source>
        <translation>The points keep the colours of the data.</translation>
    </message>
    <message>
        <source>The style can be used, but: %1</source>
        <translation>The style can be used, but: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n different value(s)</source>
        <translation>
            <numerusform>%n different value</numerusform>
            <numerusform>%n different values</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 values, %2 to %3</source>
        <translation>%1 values, %2 to %3</translation>
    </message>
    <message>
        <source>Whole numbers beyond 9 007 199 254 740 992 (2⁵³) cannot be told apart exactly: values that lie close together share a class, which is marked with ≈.</source>
        <translation>Whole numbers beyond 9 007 199 254 740 992 (2⁵³) cannot be told apart exactly: values that lie close together share a class, which is marked with ≈.</translation>
    </message>
    <message numerus="yes">
        <source>%n class(es) only: many features have the same values, between which nothing can be divided.</source>
        <translation>
            <numerusform>%n class only: many features have the same values, between which nothing can be divided.</numerusform>
            <numerusform>%n classes only: many features have the same values, between which nothing can be divided.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>guanjing::app::StyleLegend</name>
    <message>
        <source>Others</source>
        <translation>Others</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legend</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>layer: property</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SunPanel</name>
    <message>
        <source>Sun, Dongguan time</source>
        <translation>Sun, Dongguan time</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Morning</source>
        <translation>Morning</translation>
    </message>
    <message>
        <source>10:30, as most pictures are taken</source>
        <translation>10:30, as most pictures are taken</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Time of day</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Sun, local time (UTC%1)</source>
        <translation>Sun, local time (UTC%1)</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SwipeDivider</name>
    <message>
        <source>Divider</source>
        <translation>Divider</translation>
    </message>
    <message>
        <source>Drag to compare; double click: to the middle</source>
        <translation>Drag to compare; double click: to the middle</translation>
    </message>
</context>
<context>
    <name>guanjing::app::TakeAlongDialog</name>
    <message>
        <source>Terrain</source>
        <translation>Terrain</translation>
    </message>
    <message>
        <source>Imagery</source>
        <translation>Imagery</translation>
    </message>
    <message>
        <source>3D model</source>
        <translation>3D model</translation>
    </message>
    <message>
        <source>Live data</source>
        <translation>Live data</translation>
    </message>
    <message>
        <source>Vector data</source>
        <translation>Vector data</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>&amp;Take along</source>
        <translation>&amp;Take along</translation>
    </message>
    <message>
        <source>&amp;Open it</source>
        <translation>&amp;Open it</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Take along</source>
        <translation>Take along</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>As fine as there is</source>
        <translation>As fine as there is</translation>
    </message>
    <message>
        <source>Imagery is taken down to the level of this pixel; terrain and 3D models as finely as that asks for</source>
        <translation>Imagery is taken down to the level of this pixel; terrain and 3D models as finely as that asks for</translation>
    </message>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>With a passphrase</source>
        <translation>With a passphrase</translation>
    </message>
    <message>
        <source>With a key file</source>
        <translation>With a key file</translation>
    </message>
    <message>
        <source>Passphrase, at least %1 characters</source>
        <translation>Passphrase, at least %1 characters</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>The same once more</translation>
    </message>
    <message>
        <source>32 bytes, or 64 hexadecimal digits</source>
        <translation>32 bytes, or 64 hexadecimal digits</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>&amp;Layers</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>&amp;Resolution</translation>
    </message>
    <message>
        <source>&amp;Encryption</source>
        <translation>&amp;Encryption</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Key file</translation>
    </message>
    <message>
        <source>only live</source>
        <translation>only live</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>not possible</translation>
    </message>
    <message>
        <source>About %1 in %2 files, %3</source>
        <comment>size, number, time</comment>
        <translation>About %1 in %2 files, %3</translation>
    </message>
    <message>
        <source>Estimating… %1 so far</source>
        <translation>Estimating… %1 so far</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>file, area</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Choose at least one layer.</source>
        <translation>Choose at least one layer.</translation>
    </message>
    <message>
        <source>The passphrase needs at least %1 characters.</source>
        <translation>The passphrase needs at least %1 characters.</translation>
    </message>
    <message>
        <source>The passphrase is not the same twice.</source>
        <translation>The passphrase is not the same twice.</translation>
    </message>
    <message>
        <source>Choose a key file.</source>
        <translation>Choose a key file.</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>Choose a file.</translation>
    </message>
    <message>
        <source>The file is there already: if it is the same choice, it is gone on with.</source>
        <translation>The file is there already: if it is the same choice, it is gone on with.</translation>
    </message>
    <message>
        <source>Without the passphrase nobody can open it, not even you.</source>
        <translation>Without the passphrase nobody can open it, not even you.</translation>
    </message>
    <message>
        <source>Packs (*.gjpack)</source>
        <translation>Packs (*.gjpack)</translation>
    </message>
    <message>
        <source>The pack is not finished.</source>
        <translation>The pack is not finished.</translation>
    </message>
    <message>
        <source>Stop it? What is there is kept, and can be gone on with later.</source>
        <translation>Stop it? What is there is kept, and can be gone on with later.</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Stop it</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Let it go on</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Go on</translation>
    </message>
    <message>
        <source>%1 (± %2 %)</source>
        <comment>size, margin</comment>
        <translation>%1 (± %2 %)</translation>
    </message>
    <message>
        <source>Looking more closely…</source>
        <translation>Looking more closely…</translation>
    </message>
</context>
<context>
    <name>guanjing::app::TimeBar</name>
    <message>
        <source>Dates</source>
        <translation>Dates</translation>
    </message>
    <message>
        <source>Earlier date</source>
        <translation>Earlier date</translation>
    </message>
    <message>
        <source>Later date</source>
        <translation>Later date</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Play through the dates</source>
        <translation>Play through the dates</translation>
    </message>
    <message>
        <source>Compare dates</source>
        <translation>Compare dates</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ToneSection</name>
    <message>
        <source>Picture</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>As it is</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Brightness</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Saturation</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ViewpointsModel</name>
    <message>
        <source>%1, camera at %2 m</source>
        <translation>%1, camera at %2 m</translation>
    </message>
</context>
<context>
    <name>guanjing::app::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>&amp;Layers</translation>
    </message>
    <message>
        <source>&amp;Places</source>
        <translation>&amp;Places</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Tools</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Open &amp;recent</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Panels</translation>
    </message>
    <message>
        <source>Shado&amp;ws</source>
        <translation>Shado&amp;ws</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Theme</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>Lan&amp;guage</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Toolbar</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Compare</translation>
    </message>
</context>
</TS>
