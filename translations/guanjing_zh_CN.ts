<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CacheOpening</name>
    <message>
        <source>This passphrase does not fit.</source>
        <translation>口令不对。</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Draw views of a scene into pictures</source>
        <translation>把场景的视角绘成图片</translation>
    </message>
    <message>
        <source>Time views of a scene</source>
        <translation>测量场景各视角的用时</translation>
    </message>
    <message>
        <source>Say what a source is and holds, and what is wrong with it</source>
        <translation>说明数据源的类型、内容和问题</translation>
    </message>
    <message>
        <source>Serve the demo city on this machine</source>
        <translation>在本机提供演示城市</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not a number</source>
        <translation>%1：“%2”不是数字</translation>
    </message>
    <message>
        <source>%1: the height must lie between -1000 and 1e8 metres</source>
        <translation>%1：高度须在 -1000 到 1e8 米之间</translation>
    </message>
    <message>
        <source>%1: the pitch must lie between -90 and 90 degrees</source>
        <translation>%1：俯仰角须在 -90 到 90 度之间</translation>
    </message>
    <message>
        <source>--view needs LON,LAT,HEIGHT,HEADING,PITCH, not &quot;%1&quot;</source>
        <translation>--view 需要 LON,LAT,HEIGHT,HEADING,PITCH，而不是“%1”</translation>
    </message>
    <message>
        <source>Guanjing %1, a 3D city viewer</source>
        <translation>莞境 %1，三维城市浏览器</translation>
    </message>
    <message>
        <source>Usage:</source>
        <translation>用法：</translation>
    </message>
    <message>
        <source>Open the window; without SCENE the last scene, at first start the demo city</source>
        <translation>打开窗口；不带 SCENE 时打开上次的场景，首次启动打开演示城市</translation>
    </message>
    <message>
        <source>&quot;guanjing COMMAND --help&quot; lists the options of a command.</source>
        <translation>用“guanjing COMMAND --help”查看某个命令的选项。</translation>
    </message>
    <message>
        <source>Exit codes: 0 done; 1 the source is bad or part of it failed; 2 wrong usage.</source>
        <translation>退出码：0 完成；1 数据源有问题或部分失败；2 用法错误。</translation>
    </message>
    <message>
        <source>Print this help.</source>
        <translation>显示本帮助。</translation>
    </message>
    <message>
        <source>Folder of the tile cache (default: %1).</source>
        <translation>瓦片缓存目录（默认：%1）。</translation>
    </message>
    <message>
        <source>Use nothing but the cache; no network.</source>
        <translation>只用缓存，不访问网络。</translation>
    </message>
    <message>
        <source>Language of the program: zh or en.</source>
        <translation>程序语言：zh 或 en。</translation>
    </message>
    <message>
        <source>Least level to log on stderr: debug, info, warning, error or off.</source>
        <translation>输出到 stderr 的最低日志级别：debug、info、warning、error 或 off。</translation>
    </message>
    <message>
        <source>Size of the picture in pixels (default 800x600).</source>
        <translation>图片大小，像素（默认 800x600）。</translation>
    </message>
    <message>
        <source>Greatest screen-space error of tiles in pixels (default 16).</source>
        <translation>瓦片的最大屏幕空间误差，像素（默认 16）。</translation>
    </message>
    <message>
        <source>Write figures as JSON to this file.</source>
        <translation>把统计数字以 JSON 写入该文件。</translation>
    </message>
    <message>
        <source>Instant of the sun, ISO 8601; without a zone: Asia/Shanghai.</source>
        <translation>太阳的时刻，ISO 8601；不带时区时按 Asia/Shanghai。</translation>
    </message>
    <message>
        <source>Anti-aliasing: 0 or 4 samples a pixel (default 0).</source>
        <translation>抗锯齿：每像素 0 或 4 个采样（默认 0）。</translation>
    </message>
    <message>
        <source>Shadows of the sun: on, off or auto (default: with a graphics card; without one in the pictures of render).</source>
        <translation>太阳的阴影：on、off 或 auto（默认：有显卡时绘制；没有显卡时只在 render 的图片中绘制）。</translation>
    </message>
    <message>
        <source>A view: degrees, ellipsoidal metres, heading clockwise from north, pitch negative downward. May be repeated.</source>
        <translation>视角：经纬度为度，高为大地高（米），方位角自北顺时针，俯仰角向下为负。可重复。</translation>
    </message>
    <message>
        <source>The picture; further views go to PICTURE-2.png and so on.</source>
        <translation>图片文件；其余视角写入 PICTURE-2.png 等。</translation>
    </message>
    <message>
        <source>The views: [{&quot;lon&quot;, &quot;lat&quot;, &quot;h&quot;, &quot;heading&quot;, &quot;pitch&quot;}, ...].</source>
        <translation>视角列表：[{&quot;lon&quot;, &quot;lat&quot;, &quot;h&quot;, &quot;heading&quot;, &quot;pitch&quot;}, ...]。</translation>
    </message>
    <message>
        <source>Select, fetch, decode and build, but draw nothing; needs no display.</source>
        <translation>只选取、获取、解码和构建，不绘制；不需要显示设备。</translation>
    </message>
    <message>
        <source>--language must be zh or en, not &quot;%1&quot;</source>
        <translation>--language 只能是 zh 或 en，而不是“%1”</translation>
    </message>
    <message>
        <source>--log must be debug, info, warning, error or off, not &quot;%1&quot;</source>
        <translation>--log 只能是 debug、info、warning、error 或 off，而不是“%1”</translation>
    </message>
    <message>
        <source>--size needs WIDTHxHEIGHT between 16 and 16384 pixels, not &quot;%1&quot;</source>
        <translation>--size 需要 WIDTHxHEIGHT，每边 16 到 16384 像素，而不是“%1”</translation>
    </message>
    <message>
        <source>--sun needs an instant as 2026-11-22T17:30+08:00, not &quot;%1&quot;</source>
        <translation>--sun 需要形如 2026-11-22T17:30+08:00 的时刻，而不是“%1”</translation>
    </message>
    <message>
        <source>--samples must be 0 or 4</source>
        <translation>--samples 只能是 0 或 4</translation>
    </message>
    <message>
        <source>render needs --out PICTURE.png</source>
        <translation>render 需要 --out PICTURE.png</translation>
    </message>
    <message>
        <source>bench needs --views FILE.json</source>
        <translation>bench 需要 --views FILE.json</translation>
    </message>
    <message>
        <source>--port needs a number from 0 to 65535, not &quot;%1&quot;</source>
        <translation>--port 需要 0 到 65535 之间的数字，而不是“%1”</translation>
    </message>
    <message>
        <source>Print JSON.</source>
        <translation>输出 JSON。</translation>
    </message>
    <message>
        <source>Count the tiles of external tilesets too.</source>
        <translation>把外部三维瓦片集的瓦片也计算在内。</translation>
    </message>
    <message>
        <source>Port on the loopback interface; 0 takes a free one (default 8080).</source>
        <translation>本机回环端口；0 表示任选空闲端口（默认 8080）。</translation>
    </message>
    <message>
        <source>End when standard input closes; used by the viewer.</source>
        <translation>标准输入关闭时结束；供浏览器程序使用。</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>--shadows must be on, off or auto, not &quot;%1&quot;</source>
        <translation>--shadows 只能是 on、off 或 auto，而不是“%1”</translation>
    </message>
    <message>
        <source>unexpected argument &quot;%1&quot;</source>
        <translation>多余的参数“%1”</translation>
    </message>
    <message>
        <source>inspect needs a SOURCE</source>
        <translation>inspect 需要 SOURCE</translation>
    </message>
    <message>
        <source>a SCENE is needed</source>
        <translation>需要 SCENE</translation>
    </message>
    <message>
        <source>&quot;guanjing --help&quot; lists what there is.</source>
        <translation>用“guanjing --help”查看全部命令。</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>per level</source>
        <translation>各级</translation>
    </message>
    <message>
        <source>  nothing wrong found</source>
        <translation>  未发现问题</translation>
    </message>
    <message>
        <source>view %1 was not complete after %2 s; %3 tiles were still on their way</source>
        <translation>视角 %1 在 %2 秒后仍未完成，还有 %3 个瓦片尚未到达</translation>
    </message>
    <message>
        <source>still waiting for %1</source>
        <translation>仍在等待 %1</translation>
    </message>
    <message>
        <source>requests without an answer: %1</source>
        <translation>没有应答的请求：%1</translation>
    </message>
    <message>
        <source>warning: no answer for %1 s, still waiting: %2</source>
        <translation>警告：%1 秒没有应答，仍在等待：%2</translation>
    </message>
    <message>
        <source>there is no option --%1 here; --help lists them</source>
        <translation>这里没有选项 --%1；用 --help 查看全部选项</translation>
    </message>
    <message>
        <source>there is no option --%1 here; did you mean --%2?</source>
        <translation>这里没有选项 --%1；您是否想输入 --%2？</translation>
    </message>
    <message>
        <source>--%1 needs a number greater than 0 (%2), not &quot;%3&quot;</source>
        <translation>--%1 需要大于 0 的数（%2），而不是“%3”</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>there is no command &quot;%1&quot;; did you mean &quot;%2&quot;?</source>
        <translation>没有命令“%1”；您是否想输入“%2”？</translation>
    </message>
    <message>
        <source>Longest time for opening the scene, and for each view, in seconds (default 120).</source>
        <translation>打开场景和每个视角的最长用时，秒（默认 120）。</translation>
    </message>
    <message>
        <source>Longest wait for one answer in seconds (default 30).</source>
        <translation>每个应答的最长等待时间，秒（默认 30）。</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more failures</source>
        <translation>
            <numerusform>……以及另外 %Ln 个错误</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the longitude must lie between -180 and 180 degrees, not %2</source>
        <translation>%1：经度必须在 -180 到 180 度之间，而不是 %2</translation>
    </message>
    <message>
        <source>%1: the latitude must lie between -90 and 90 degrees, not %2</source>
        <translation>%1：纬度必须在 -90 到 90 度之间，而不是 %2</translation>
    </message>
    <message>
        <source>&quot;guanjing %1 --help&quot; lists the options.</source>
        <translation>用“guanjing %1 --help”查看全部选项。</translation>
    </message>
    <message>
        <source>standard output</source>
        <translation>标准输出</translation>
    </message>
    <message>
        <source>Memory for tiles in MiB (default 1024); with too little everything is coarser.</source>
        <translation>瓦片可用的内存，单位 MiB（默认 1024）；不够时画面会变粗。</translation>
    </message>
    <message>
        <source>--memory needs a number from 16 to 65536 (MiB), not &quot;%1&quot;</source>
        <translation>--memory 需要 16 到 65536 之间的数（MiB），而不是“%1”</translation>
    </message>
    <message>
        <source>%1, view %2</source>
        <translation>%1，视角 %2</translation>
    </message>
    <message>
        <source>Encrypt the cache with the key in this file: 32 bytes, or 64 hexadecimal digits. What lay there open is dropped.</source>
        <translation>用此文件中的密钥加密缓存：32 字节，或 64 个十六进制数字。原有未加密的缓存会被清除。</translation>
    </message>
    <message>
        <source>--%1 needs a level such as 18, not &quot;%2&quot;</source>
        <translation>--%1 需要级别，例如 18，而不是“%2”</translation>
    </message>
    <message>
        <source>--%1 must be one of %2, not &quot;%3&quot;</source>
        <translation>--%1 必须是 %2 之一，而不是“%3”</translation>
    </message>
    <message>
        <source>Name of an imagery layer of the scene; not needed where there is only one.</source>
        <translation>场景中影像图层的名称；只有一个时可省略。</translation>
    </message>
    <message>
        <source>mbtiles (Web Mercator; pictures are copied as they are where they fit), gpkg or cog (in the layer&apos;s own coordinate system); else by the file&apos;s name.</source>
        <translation>mbtiles（Web 墨卡托；相符的图片原样复制）、gpkg 或 cog（图层自己的坐标系）；省略时按文件名。</translation>
    </message>
    <message>
        <source>How pixels are kept: auto, jpeg, webp or lossless (default auto: JPEG where the layer is).</source>
        <translation>像素的保存方式：auto、jpeg、webp 或 lossless（默认 auto：图层为 JPEG 时用 JPEG）。</translation>
    </message>
    <message>
        <source>Finest level of the layer that is written (default: its finest).</source>
        <translation>写出的最细级别（默认：图层的最细级别）。</translation>
    </message>
    <message>
        <source>The same as --level.</source>
        <translation>同 --level。</translation>
    </message>
    <message>
        <source>Coarsest level in an MBTiles file.</source>
        <translation>MBTiles 文件中的最粗级别。</translation>
    </message>
    <message>
        <source>The file; one that is there is replaced when the new one is whole.</source>
        <translation>输出文件；已有的文件在新文件完整后才被替换。</translation>
    </message>
    <message>
        <source>export needs --out FILE</source>
        <translation>export 需要 --out FILE</translation>
    </message>
    <message>
        <source>--out must end in .mbtiles, .gpkg or .tif, or --format say what it is</source>
        <translation>--out 须以 .mbtiles、.gpkg 或 .tif 结尾，或用 --format 说明格式</translation>
    </message>
    <message>
        <source>--level and --max-level mean the same; give one of them</source>
        <translation>--level 与 --max-level 含义相同，只给一个即可</translation>
    </message>
    <message>
        <source>Write a part of an imagery layer as MBTiles, GeoPackage or COG</source>
        <translation>把影像图层的一部分写成 MBTiles、GeoPackage 或 COG</translation>
    </message>
    <message>
        <source>--%1 needs NAME=FILE, not &quot;%2&quot;</source>
        <translation>--%1 需要 NAME=FILE，而不是“%2”</translation>
    </message>
    <message>
        <source>The login that sources name NAME: a file of one line, USER:PASSWORD or a token. Also proxy, certificate:HOST, or a server (https://host) that asks for one. May be repeated. Others are taken from $CREDENTIALS_DIRECTORY and the keychain.</source>
        <translation>数据源以 NAME 引用的登录信息：只有一行的文件，USER:PASSWORD 或令牌。NAME 也可以是 proxy、certificate:HOST 或要求登录的服务器（https://host）。可重复使用。其余的取自 $CREDENTIALS_DIRECTORY 和钥匙串。</translation>
    </message>
    <message>
        <source>Reach servers by this proxy (http, https, socks4, socks5 or socks5h), or none; default: as set in the window, else that of the environment.</source>
        <translation>通过此代理（http、https、socks4、socks5 或 socks5h）访问服务器，none 为不用代理；默认：按窗口中的设置，否则按环境变量。</translation>
    </message>
    <message>
        <source>Trust the authorities whose certificates (PEM) are in this file, too.</source>
        <translation>同时信任此文件（PEM）中的证书颁发机构。</translation>
    </message>
    <message>
        <source>Show this certificate to a server: PEM with its key, or PKCS#12 (.p12); its passphrase by --auth certificate:HOST=FILE. May be repeated.</source>
        <translation>向服务器出示此证书：带私钥的 PEM 或 PKCS#12（.p12）；其口令用 --auth certificate:HOST=FILE 给出。可重复使用。</translation>
    </message>
    <message>
        <source>Encrypt the cache with the passphrase in the first line of this file.</source>
        <translation>用此文件第一行的口令加密缓存。</translation>
    </message>
    <message>
        <source>--cache-key and --cache-passphrase-file exclude each other</source>
        <translation>--cache-key 与 --cache-passphrase-file 不能同时使用</translation>
    </message>
    <message>
        <source>Take a part of a scene along, in one file that opens without a network</source>
        <translation>把场景的一部分打成离线包：一个文件，没有网络也能打开</translation>
    </message>
    <message>
        <source>SCENE is the word &quot;demo&quot; (the demo city), a scene file, a pack (.gjpack), or a bare source: a tileset.json, a package of one (.3tz, .3dtiles) or a glTF by path or URL, or the URL of an imagery layer with {z}/{x}/{y}.</source>
        <translation>SCENE 是单词“demo”（演示城市）、场景文件、离线包（.gjpack），或单个数据源：tileset.json 或其打包文件（.3tz、.3dtiles）、glTF 的路径或网址，或带 {z}/{x}/{y} 的影像图层网址。</translation>
    </message>
    <message>
        <source>Key of an encrypted pack: a file as for --cache-key.</source>
        <translation>加密离线包的密钥：文件格式同 --cache-key。</translation>
    </message>
    <message>
        <source>Passphrase of an encrypted pack: the first line of this file.</source>
        <translation>加密离线包的口令：此文件的第一行。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 is left out: live data cannot be taken along</source>
        <translation>未包含 %1：实时数据不能放入离线包</translation>
    </message>
    <message>
        <source>%1 is left out: vector data is not shown by this version</source>
        <translation>未包含 %1：此版本不显示矢量数据</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 could not be had</source>
        <translation>%1 个未能取得</translation>
    </message>
    <message>
        <source>%1 is not complete yet; the same command goes on with it</source>
        <translation>%1 尚未完成；用同一命令可继续</translation>
    </message>
    <message>
        <source>The pack; one that was begun with the same choices and not finished is gone on with.</source>
        <translation>离线包文件；若以相同选择开始而未完成，则继续。</translation>
    </message>
    <message>
        <source>Names of layers, with commas between them (default: all that can be taken along).</source>
        <translation>图层名称，以逗号分隔（默认：所有能放入离线包的图层）。</translation>
    </message>
    <message>
        <source>Tiles of tilesets are not refined below this geometric error (default: all are taken).</source>
        <translation>三维瓦片细化到此几何误差为止（默认：全部）。</translation>
    </message>
    <message>
        <source>Only say how much it is and how long it takes.</source>
        <translation>只估计大小和用时。</translation>
    </message>
    <message>
        <source>--dates needs dates such as 2026-06, not &quot;%1&quot;</source>
        <translation>--dates 需要形如 2026-06 的日期，而不是“%1”</translation>
    </message>
    <message>
        <source>--finest-error needs metres, not &quot;%1&quot;</source>
        <translation>--finest-error 需要以米为单位的数值，而不是“%1”</translation>
    </message>
    <message>
        <source>pack needs --out FILE.gjpack, or --estimate</source>
        <translation>pack 需要 --out FILE.gjpack 或 --estimate</translation>
    </message>
    <message>
        <source>--out must end in .gjpack, or nobody can tell that it is a pack</source>
        <translation>--out 必须以 .gjpack 结尾，否则无法识别为离线包</translation>
    </message>
    <message>
        <source>--key and --passphrase-file exclude each other</source>
        <translation>--key 与 --passphrase-file 不能同时使用</translation>
    </message>
    <message>
        <source>Of a layer of several dates the one, a month or a day.</source>
        <translation>图层有多个日期时取哪一个，可为某月或某日。</translation>
    </message>
    <message>
        <source>--date needs YYYY-MM or YYYY-MM-DD, not &quot;%1&quot;</source>
        <translation>--date 需要 YYYY-MM 或 YYYY-MM-DD，而不是“%1”</translation>
    </message>
    <message>
        <source>The epoch shown, a month or a day; of each layer the latest that is not after it.</source>
        <translation>显示的期次，可为某月或某日；各图层取不晚于它的最近一期。</translation>
    </message>
    <message>
        <source>Of layers with a date only those of these, months or days, with commas between them.</source>
        <translation>带日期的图层只取这些日期（某月或某日），以逗号分隔。</translation>
    </message>
    <message>
        <source>nothing in the scene has a date; --date %1 changes nothing</source>
        <translation>场景中没有带日期的数据；--date %1 不起作用</translation>
    </message>
    <message>
        <source>The city alone: no stations, labels and names of places.</source>
        <translation>只画城市本身：不画站点、标注和地名。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to read, %2 × %3 pixels, about %4</source>
        <comment>pictures, width, height, size</comment>
        <translation>需读取 %1，输出 %2 × %3 像素，约 %4</translation>
    </message>
    <message>
        <source>%1: %2, of %3</source>
        <comment>file, size, pictures</comment>
        <translation>%1：%2，取自 %3</translation>
    </message>
    <message numerus="yes">
        <source>at %Ln place(s) the layer has no picture; %1 filled from coarser ones</source>
        <translation>
            <numerusform>图层有 %Ln 处没有图片，其中 %1 处用较粗的级别填补</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place: what is wrong there</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 to %2, %3 to %4</source>
        <translation>%1 至 %2，%3 至 %4</translation>
    </message>
    <message>
        <source>; %1 to %2 m</source>
        <translation>；%1 至 %2 米</translation>
    </message>
    <message>
        <source>extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>  %1: %2</source>
        <comment>severity: place and defect</comment>
        <translation>  %1：%2</translation>
    </message>
    <message>
        <source>%1 x %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>units</source>
        <translation>坐标单位</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>nodata %1</source>
        <translation>无数据值 %1</translation>
    </message>
    <message>
        <source>masked by alpha</source>
        <translation>以透明度波段为掩膜</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>有掩膜</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between facts</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>number of bands, what they are</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between bands</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>normals</source>
        <translation>法线</translation>
    </message>
    <message>
        <source>water mask</source>
        <translation>水面掩膜</translation>
    </message>
    <message>
        <source>metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>unknown %1</source>
        <translation>未知 %1</translation>
    </message>
    <message>
        <source>land</source>
        <translation>陆地</translation>
    </message>
    <message>
        <source>water</source>
        <translation>水面</translation>
    </message>
    <message>
        <source>land and water</source>
        <translation>陆地和水面</translation>
    </message>
    <message>
        <source>%1 tiles</source>
        <translation>%1 个瓦片</translation>
    </message>
    <message>
        <source>no coordinate system</source>
        <translation>没有坐标系</translation>
    </message>
    <message>
        <source>--proxy: &quot;%1://&quot; is not a kind of proxy known here; there are %2</source>
        <translation>--proxy：无法识别的代理类型“%1://”；可用的有 %2</translation>
    </message>
    <message>
        <source>--proxy needs an address such as http://proxy.example:8080, or none, not &quot;%1&quot;; a login is given by --auth proxy=FILE</source>
        <translation>--proxy 须为 http://proxy.example:8080 之类的地址，或 none，不能是“%1”；用户名和密码用 --auth proxy=文件 给出</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>more than %1 days</source>
        <translation>%1 天以上</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>the layers chosen have nothing in this area; nothing would be in the pack</source>
        <translation>所选图层在此范围内没有任何数据；离线包将是空的</translation>
    </message>
    <message>
        <source>in all: %1, about %2, about %3</source>
        <comment>files, size, time</comment>
        <translation>合计：%1，约 %2，用时约 %3</translation>
    </message>
    <message>
        <source>--max-level counts for imagery and terrain; models are taken in full detail unless --finest-error METERS says otherwise</source>
        <translation>--max-level 只用于影像和地形；模型仍取全部细节，如需减少请用 --finest-error 米</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>layer: files, size</comment>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>number so far, files in all</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 or more</source>
        <comment>number so far, files in all</comment>
        <translation>%1 / %2（还会增加）</translation>
    </message>
    <message>
        <source>the area lies outside the demo city; nothing of the city would be in the pack</source>
        <translation>此范围在演示城市之外；离线包中不会有城市的任何内容</translation>
    </message>
    <message>
        <source>%3: none from %1; the one from %2 is shown</source>
        <comment>dates; names of layers</comment>
        <translation>%3：没有 %1 的数据，显示的是 %2 的</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>West, south, east, north in degrees; a file of polygons (GeoJSON, GeoPackage, Shapefile); or, of the demo city, names of towns with commas between them.</source>
        <translation>西、南、东、北四个度数；多边形文件（GeoJSON、GeoPackage、Shapefile）；演示城市还可给出镇街名称，以逗号分隔。</translation>
    </message>
    <message>
        <source>export needs --area W,S,E,N, a file of polygons, or the name of a town</source>
        <translation>export 需要 --area 西,南,东,北、多边形文件或镇街名称</translation>
    </message>
    <message>
        <source>Finest level of imagery; terrain is as fine as that needs, models stay whole (see --finest-error) (default: all levels).</source>
        <translation>影像的最细级别；地形与之相应，模型仍取全部细节（见 --finest-error）（默认：所有级别）。</translation>
    </message>
    <message>
        <source>pack needs --area W,S,E,N, a file of polygons, or the name of a town</source>
        <translation>pack 需要 --area 西,南,东,北、多边形文件或镇街名称</translation>
    </message>
    <message>
        <source>%1: nothing in this area</source>
        <translation>%1：此范围内没有数据</translation>
    </message>
</context>
<context>
    <name>ContentDefect</name>
    <message>
        <source>string literal</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>number literal</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>true literal</source>
        <translation>true</translation>
    </message>
    <message>
        <source>false literal</source>
        <translation>false</translation>
    </message>
    <message>
        <source>null literal</source>
        <translation>null</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - unexpected end of input; expected %2</source>
        <translation>读取 %1 时 JSON 语法错误：文件提前结束，此处应有 %2</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - unexpected end of input</source>
        <translation>读取 %1 时 JSON 语法错误：文件提前结束</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - unexpected %2; expected %3</source>
        <translation>读取 %1 时 JSON 语法错误：此处不应有 %2，应为 %3</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - invalid string: missing closing quote; last read: %2</source>
        <translation>读取 %1 时 JSON 语法错误：字符串没有收尾的引号，读到 %2</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - invalid literal; last read: %2</source>
        <translation>读取 %1 时 JSON 语法错误：无法识别的词，读到 %2</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - %2; last read: %3</source>
        <translation>读取 %1 时 JSON 语法错误（%2），读到 %3</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - %2</source>
        <translation>读取 %1 时 JSON 语法错误（%2）</translation>
    </message>
    <message>
        <source>nested deeper than %1</source>
        <translation>嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>Empty: no JSON found</source>
        <translation>没有 JSON 内容</translation>
    </message>
    <message>
        <source>The JSON document has an improper structure: missing or superfluous commas, braces, missing keys, etc.</source>
        <translation>JSON 结构有误：逗号、括号或键缺失或多余</translation>
    </message>
    <message>
        <source>The JSON document was too deep (too many nested objects and arrays)</source>
        <translation>JSON 嵌套过深</translation>
    </message>
    <message>
        <source>no valid byteOffset, componentType or type</source>
        <translation>没有有效的 byteOffset、componentType 或 type</translation>
    </message>
    <message>
        <source>%1 bytes at %2 of a binary body of %3</source>
        <translation>二进制体共 %3 字节，在 %2 处需要 %1 字节</translation>
    </message>
    <message>
        <source>tile header in %1 bytes</source>
        <translation>只有 %1 字节，不够一个瓦片头</translation>
    </message>
    <message>
        <source>tile version %1</source>
        <translation>瓦片版本 %1</translation>
    </message>
    <message>
        <source>header states %1 bytes, there are %2</source>
        <translation>文件头声明 %1 字节，实有 %2 字节</translation>
    </message>
    <message>
        <source>header states %1 bytes</source>
        <translation>文件头声明 %1 字节</translation>
    </message>
    <message>
        <source>tables end at %1, the tile at %2</source>
        <translation>各表止于 %1，瓦片止于 %2</translation>
    </message>
    <message>
        <source>neither an array nor a reference into the binary body</source>
        <translation>既不是数组，也不是对二进制体的引用</translation>
    </message>
    <message>
        <source>the feature table is not a JSON object</source>
        <translation>要素表不是 JSON 对象</translation>
    </message>
    <message>
        <source>%1 has no valid byteOffset</source>
        <translation>%1 没有有效的 byteOffset</translation>
    </message>
    <message>
        <source>%1 of %2 elements reaches beyond a binary body of %3 bytes</source>
        <translation>%1 共 %2 个元素，超出了 %3 字节的二进制体</translation>
    </message>
    <message>
        <source>enum &quot;%1&quot; is not in the schema</source>
        <translation>模式中没有枚举“%1”</translation>
    </message>
    <message>
        <source>valueType of enum &quot;%1&quot;</source>
        <translation>枚举“%1”的 valueType</translation>
    </message>
    <message>
        <source>type &quot;%1&quot; with componentType &quot;%2&quot;</source>
        <translation>类型“%1”与 componentType“%2”不相配</translation>
    </message>
    <message>
        <source>%1 of %2 bytes for %3 rows</source>
        <translation>%1 只有 %2 字节，却有 %3 行</translation>
    </message>
    <message>
        <source>composites nested deeper than %1</source>
        <translation>复合瓦片嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>content of no bytes</source>
        <translation>内容为 0 字节</translation>
    </message>
    <message>
        <source>a tileset where a model is wanted</source>
        <translation>此处应为模型，却是瓦片集</translation>
    </message>
    <message>
        <source>content of format %1</source>
        <translation>内容格式为 %1</translation>
    </message>
    <message>
        <source>neither a 3D tile nor glTF</source>
        <translation>既不是 3D 瓦片，也不是 glTF</translation>
    </message>
    <message>
        <source>content of %1 bytes</source>
        <translation>内容为 %1 字节</translation>
    </message>
    <message>
        <source>gzip inside gzip</source>
        <translation>gzip 中又套 gzip</translation>
    </message>
    <message>
        <source>not enough memory for the content</source>
        <translation>内存不足以装下此内容</translation>
    </message>
    <message>
        <source>not enough memory for the subtree</source>
        <translation>内存不足以装下此子树</translation>
    </message>
    <message>
        <source>not enough memory for the tileset</source>
        <translation>内存不足以装下此瓦片集</translation>
    </message>
    <message>
        <source>glTF 1.0 is not a JSON object</source>
        <translation>glTF 1.0 不是 JSON 对象</translation>
    </message>
    <message>
        <source>glb header needs 20 bytes, there are %1</source>
        <translation>glb 文件头需要 20 字节，实有 %1 字节</translation>
    </message>
    <message>
        <source>glb states %1 bytes, there are %2</source>
        <translation>glb 声明 %1 字节，实有 %2 字节</translation>
    </message>
    <message>
        <source>glb states a length of %1</source>
        <translation>glb 声明长度为 %1</translation>
    </message>
    <message>
        <source>glTF 1.0 content is longer than its file</source>
        <translation>glTF 1.0 的内容比文件还长</translation>
    </message>
    <message>
        <source>binary glTF version %1</source>
        <translation>二进制 glTF 版本 %1</translation>
    </message>
    <message>
        <source>glb chunk %1 states %2 bytes, there are %3</source>
        <translation>glb 第 %1 块声明 %2 字节，实有 %3 字节</translation>
    </message>
    <message>
        <source>the first glb chunk is not JSON</source>
        <translation>glb 的第一块不是 JSON</translation>
    </message>
    <message>
        <source>a glTF is a JSON object</source>
        <translation>glTF 应为 JSON 对象</translation>
    </message>
    <message>
        <source>glTF without asset</source>
        <translation>glTF 缺少 asset</translation>
    </message>
    <message>
        <source>glTF version &quot;%1&quot;</source>
        <translation>glTF 版本“%1”</translation>
    </message>
    <message>
        <source>glTF minVersion &quot;%1&quot;</source>
        <translation>glTF 最低版本“%1”</translation>
    </message>
    <message>
        <source>required glTF extension %1</source>
        <translation>需要 glTF 扩展 %1</translation>
    </message>
    <message>
        <source>malformed data: URI</source>
        <translation>data: URI 有误</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be read</source>
        <translation>无法读取“%1”</translation>
    </message>
    <message>
        <source>no buffer %1</source>
        <translation>没有缓冲区 %1</translation>
    </message>
    <message>
        <source>buffer %1 has no valid byteLength</source>
        <translation>缓冲区 %1 没有有效的 byteLength</translation>
    </message>
    <message>
        <source>buffer %1 states %2 bytes, there are %3</source>
        <translation>缓冲区 %1 声明 %2 字节，实有 %3 字节</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression without byteLength, count or byteStride</source>
        <translation>EXT_meshopt_compression 缺少 byteLength、count 或 byteStride</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression reaches beyond its buffer</source>
        <translation>EXT_meshopt_compression 超出其缓冲区</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression: %1 elements in %2 bytes</source>
        <translation>EXT_meshopt_compression：%2 字节中有 %1 个元素</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression byteStride %1</source>
        <translation>EXT_meshopt_compression 的 byteStride 为 %1</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression unpacks to more than the limit</source>
        <translation>EXT_meshopt_compression 解压后超出上限</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression mode &quot;%1&quot;</source>
        <translation>EXT_meshopt_compression 模式“%1”</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression filter &quot;%1&quot;</source>
        <translation>EXT_meshopt_compression 滤镜“%1”</translation>
    </message>
    <message>
        <source>EXT_meshopt_compression: status %1</source>
        <translation>EXT_meshopt_compression：状态 %1</translation>
    </message>
    <message>
        <source>no bufferView %1 with a buffer</source>
        <translation>没有带缓冲区的 bufferView %1</translation>
    </message>
    <message>
        <source>no bufferView %1</source>
        <translation>没有 bufferView %1</translation>
    </message>
    <message>
        <source>bufferView %1 has no valid byteLength</source>
        <translation>bufferView %1 没有有效的 byteLength</translation>
    </message>
    <message>
        <source>bufferView %1 ends at %2, its buffer at %3</source>
        <translation>bufferView %1 止于 %2，其缓冲区止于 %3</translation>
    </message>
    <message>
        <source>bufferView %1 reaches beyond its buffer of %2 bytes</source>
        <translation>bufferView %1 超出其 %2 字节的缓冲区</translation>
    </message>
    <message>
        <source>no accessor %1</source>
        <translation>没有访问器 %1</translation>
    </message>
    <message>
        <source>accessor %1 has no valid count, componentType or type</source>
        <translation>访问器 %1 没有有效的 count、componentType 或 type</translation>
    </message>
    <message>
        <source>accessor %1: byteStride is smaller than an element</source>
        <translation>访问器 %1：byteStride 小于一个元素</translation>
    </message>
    <message>
        <source>accessor %1 of %2 elements reaches beyond its bufferView of %3 bytes</source>
        <translation>访问器 %1 共 %2 个元素，超出其 %3 字节的 bufferView</translation>
    </message>
    <message>
        <source>accessor %1 has %2 elements and no bytes</source>
        <translation>访问器 %1 有 %2 个元素，却没有字节</translation>
    </message>
    <message>
        <source>accessor %1: over the limit on decoded bytes</source>
        <translation>访问器 %1：超出解码字节数的上限</translation>
    </message>
    <message>
        <source>sparse accessor without valid count, indices or values</source>
        <translation>稀疏访问器没有有效的 count、indices 或 values</translation>
    </message>
    <message>
        <source>sparse accessor: componentType of indices</source>
        <translation>稀疏访问器：indices 的 componentType 有误</translation>
    </message>
    <message>
        <source>sparse accessor reaches beyond its bufferView</source>
        <translation>稀疏访问器超出其 bufferView</translation>
    </message>
    <message>
        <source>sparse accessor: over the limit on decoded bytes</source>
        <translation>稀疏访问器：超出解码字节数的上限</translation>
    </message>
    <message>
        <source>sparse accessor: index %1 of %2</source>
        <translation>稀疏访问器：下标 %1，总数只有 %2</translation>
    </message>
    <message>
        <source>Draco: %1 elements in %2 bytes</source>
        <translation>Draco：%2 字节中有 %1 个元素</translation>
    </message>
    <message>
        <source>neither uri nor bufferView</source>
        <translation>既没有 uri，也没有 bufferView</translation>
    </message>
    <message>
        <source>zlib cannot start</source>
        <translation>zlib 无法启动</translation>
    </message>
    <message>
        <source>gzip content unpacks to more than the limit</source>
        <translation>gzip 内容解压后超出上限</translation>
    </message>
    <message>
        <source>gzip stream ends early</source>
        <translation>gzip 流过早结束</translation>
    </message>
    <message>
        <source>libjpeg-turbo cannot start</source>
        <translation>libjpeg-turbo 无法启动</translation>
    </message>
    <message>
        <source>JPEG in CMYK</source>
        <translation>CMYK 颜色的 JPEG</translation>
    </message>
    <message>
        <source>WebP: bad header</source>
        <translation>WebP：文件头有误</translation>
    </message>
    <message>
        <source>WebP: bad bitstream</source>
        <translation>WebP：数据流有误</translation>
    </message>
    <message>
        <source>animated WebP</source>
        <translation>动画 WebP</translation>
    </message>
    <message>
        <source>picture of no bytes</source>
        <translation>图片为 0 字节</translation>
    </message>
    <message>
        <source>picture is neither JPEG, PNG, WebP nor KTX 2</source>
        <translation>图片不是 JPEG、PNG、WebP 或 KTX 2</translation>
    </message>
    <message>
        <source>nothing may be fetched</source>
        <translation>不允许读取其他文件</translation>
    </message>
    <message>
        <source>gltfFormat %1</source>
        <translation>gltfFormat 为 %1</translation>
    </message>
    <message>
        <source>no INSTANCES_LENGTH</source>
        <translation>缺少 INSTANCES_LENGTH</translation>
    </message>
    <message>
        <source>JSON text of no bytes</source>
        <translation>JSON 为 0 字节</translation>
    </message>
    <message>
        <source>JSON of %1 bytes, the limit is %2</source>
        <translation>JSON 共 %1 字节，上限为 %2</translation>
    </message>
    <message>
        <source>no memory for JSON of %1 bytes</source>
        <translation>内存不足以装下 %1 字节的 JSON</translation>
    </message>
    <message>
        <source>JSON nested deeper than %1</source>
        <translation>JSON 嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>a metadata schema is a JSON object</source>
        <translation>元数据模式应为 JSON 对象</translation>
    </message>
    <message>
        <source>3DTILES_draco_point_compression reaches beyond the binary body</source>
        <translation>3DTILES_draco_point_compression 超出二进制体</translation>
    </message>
    <message>
        <source>POINTS_LENGTH is %1, the Draco stream has %2</source>
        <translation>POINTS_LENGTH 为 %1，Draco 流中有 %2</translation>
    </message>
    <message>
        <source>POSITION is not in the Draco stream</source>
        <translation>Draco 流中没有 POSITION</translation>
    </message>
    <message>
        <source>a position is not finite</source>
        <translation>有位置不是有限数</translation>
    </message>
    <message>
        <source>POSITION_QUANTIZED without its volume</source>
        <translation>有 POSITION_QUANTIZED，却没有其量化范围</translation>
    </message>
    <message>
        <source>cannot be read from the Draco stream</source>
        <translation>无法从 Draco 流中读取</translation>
    </message>
    <message>
        <source>availability constant is neither 0 nor 1</source>
        <translation>可用性常量既不是 0 也不是 1</translation>
    </message>
    <message>
        <source>availability has neither constant nor bitstream</source>
        <translation>可用性既没有常量，也没有位流</translation>
    </message>
    <message>
        <source>availability of %1 in %2 bytes</source>
        <translation>%2 字节中要放 %1 项可用性</translation>
    </message>
    <message>
        <source>no tileAvailability</source>
        <translation>缺少 tileAvailability</translation>
    </message>
    <message>
        <source>a subtree is a JSON object</source>
        <translation>子树应为 JSON 对象</translation>
    </message>
    <message>
        <source>subtree header in %1 bytes</source>
        <translation>只有 %1 字节，不够一个子树头</translation>
    </message>
    <message>
        <source>subtree version %1</source>
        <translation>子树版本 %1</translation>
    </message>
    <message>
        <source>subtree states %1 and %2 bytes, there are %3</source>
        <translation>子树声明 %1 和 %2 字节，实有 %3 字节</translation>
    </message>
    <message>
        <source>cmpt header in %1 bytes</source>
        <translation>只有 %1 字节，不够一个 cmpt 头</translation>
    </message>
    <message>
        <source>cmpt version %1</source>
        <translation>cmpt 版本 %1</translation>
    </message>
    <message>
        <source>cmpt states %1 bytes, there are %2</source>
        <translation>cmpt 声明 %1 字节，实有 %2 字节</translation>
    </message>
    <message>
        <source>cmpt: inner tile %1 of %2 does not fit into the %3 bytes left</source>
        <translation>cmpt：内层瓦片 %1（共 %2）装不进剩余的 %3 字节</translation>
    </message>
    <message>
        <source>b3dm without a glTF</source>
        <translation>b3dm 中没有 glTF</translation>
    </message>
    <message>
        <source>a tileset is a JSON object</source>
        <translation>瓦片集应为 JSON 对象</translation>
    </message>
    <message>
        <source>no root tile</source>
        <translation>没有根瓦片</translation>
    </message>
    <message>
        <source>%1 bytes, at most %2 are allowed for a scene</source>
        <translation>共 %1 字节，场景文件最多 %2 字节</translation>
    </message>
    <message>
        <source>%1 bytes, at most %2 are allowed for a picture</source>
        <translation>共 %1 字节，图片最多 %2 字节</translation>
    </message>
    <message>
        <source>a scene file of no bytes</source>
        <translation>场景文件为 0 字节</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not YYYY, YYYY-MM or YYYY-MM-DD</source>
        <translation>“%1”不是 YYYY、YYYY-MM 或 YYYY-MM-DD</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of %2</source>
        <translation>“%1”不是下列之一：%2</translation>
    </message>
    <message>
        <source>%1 is outside more than %2 to %3</source>
        <translation>%1 不在范围内：应大于 %2，至多 %3</translation>
    </message>
    <message>
        <source>%1 is outside %2 to %3</source>
        <translation>%1 不在 %2 至 %3 之间</translation>
    </message>
    <message>
        <source>has %1 points, at most %2 are allowed</source>
        <translation>有 %1 个点，最多 %2 个</translation>
    </message>
    <message>
        <source>has %1 entries, at most %2 are allowed</source>
        <translation>有 %1 项，最多 %2 项</translation>
    </message>
    <message>
        <source>%1 sources, at most %2 are allowed</source>
        <translation>有 %1 个数据源，最多 %2 个</translation>
    </message>
    <message>
        <source>damaged base64 at character %1</source>
        <translation>第 %1 个字符处 base64 损坏</translation>
    </message>
    <message>
        <source>damaged base64: its length is no multiple of 4</source>
        <translation>base64 损坏：长度不是 4 的倍数</translation>
    </message>
    <message>
        <source>is no %1 picture</source>
        <translation>不是 %1 图片</translation>
    </message>
    <message>
        <source>is no picture as data:image/jpeg;base64,… or data:image/png;base64,…</source>
        <translation>不是 data:image/jpeg;base64,… 或 data:image/png;base64,… 形式的图片</translation>
    </message>
    <message>
        <source>the key &quot;%1&quot; stands twice</source>
        <translation>键“%1”出现两次</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is already the name of another viewpoint</source>
        <translation>已有另一个视点叫“%1”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is already the name of %2</source>
        <translation>“%1”已是 %2 的名称</translation>
    </message>
    <message>
        <source>is not a file</source>
        <translation>不是文件</translation>
    </message>
    <message>
        <source>%1 is not read yet</source>
        <translation>尚不支持读取 %1</translation>
    </message>
    <message>
        <source>is a scene file, not a source: open it as a scene</source>
        <translation>是场景文件，不是数据源；请作为场景打开</translation>
    </message>
    <message>
        <source>a folder without a tileset.json</source>
        <translation>文件夹中没有 tileset.json</translation>
    </message>
    <message>
        <source>neither its name nor its bytes tell what it is</source>
        <translation>从名称和内容都看不出是什么</translation>
    </message>
    <message>
        <source>an empty source</source>
        <translation>数据源为空</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>第 %1 行第 %2 列</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place in a file: what is wrong there</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>object key</source>
        <translation>对象的键</translation>
    </message>
    <message>
        <source>object separator</source>
        <translation>对象的分隔符</translation>
    </message>
    <message>
        <source>%1; so with %2 further contents</source>
        <translation>%1；另有 %2 个内容也是如此</translation>
    </message>
    <message>
        <source>%1 contents were checked, %2 were not</source>
        <translation>检查了 %1 个内容，%2 个未检查</translation>
    </message>
    <message>
        <source>%1, character %2: %3</source>
        <translation>%1，第 %2 个字符：%3</translation>
    </message>
    <message>
        <source>a colour is expected, here is %1; color(&apos;%2&apos;) makes one of it</source>
        <translation>应为颜色，实为 %1；写成 color(&apos;%2&apos;) 即可</translation>
    </message>
    <message>
        <source>a colour is expected, here is %1</source>
        <translation>应为颜色，实为 %1</translation>
    </message>
    <message>
        <source>a size above 0 is expected, here is %1</source>
        <translation>应为大于 0 的尺寸，实为 %1</translation>
    </message>
    <message>
        <source>unknown key, passed over; a style has show, color, pointSize, meta and defines</source>
        <translation>未知的键，已略过；样式有 show、color、pointSize、meta 和 defines</translation>
    </message>
    <message>
        <source>unknown key, passed over</source>
        <translation>未知的键，已略过</translation>
    </message>
    <message>
        <source>no feature has a property &quot;%1&quot;; the most similar name is &quot;%2&quot;</source>
        <translation>没有要素具有属性“%1”；最相近的名称是“%2”</translation>
    </message>
    <message>
        <source>no feature has a property &quot;%1&quot;</source>
        <translation>没有要素具有属性“%1”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs %2, here are %3 and %4</source>
        <translation>“%1”需要%2，实为%3和%4</translation>
    </message>
    <message>
        <source>&quot;%1&quot; needs %2, here is %3</source>
        <translation>“%1”需要%2，实为%3</translation>
    </message>
    <message>
        <source>numbers, vectors of the same size or a string</source>
        <translation>数字、同样大小的向量或字符串</translation>
    </message>
    <message>
        <source>numbers or vectors of the same size</source>
        <translation>数字或同样大小的向量</translation>
    </message>
    <message>
        <source>a number or a vector</source>
        <translation>数字或向量</translation>
    </message>
    <message>
        <source>a regExp and a string</source>
        <translation>正则表达式和字符串</translation>
    </message>
    <message>
        <source>booleans</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>a boolean</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>the regular expression takes too much work on a value and counts as not matching</source>
        <translation>正则表达式对某个值计算量过大，视为不匹配</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be read: %2</source>
        <translation>无法读取“%1”：%2</translation>
    </message>
    <message>
        <source>%1 features, values for %2 of them</source>
        <translation>声明了 %1 个要素，其中只有 %2 个有数值</translation>
    </message>
    <message>
        <source>%1 instances name features beyond any</source>
        <translation>%1 个实例指向不存在的要素</translation>
    </message>
    <message>
        <source>%1 vertices name features beyond the %2 that there are</source>
        <translation>%1 个顶点指向的要素超出现有的 %2 个</translation>
    </message>
    <message>
        <source>%1 points name features beyond the %2 that there are</source>
        <translation>%1 个点指向的要素超出现有的 %2 个</translation>
    </message>
    <message>
        <source>%1 values for %2 features</source>
        <translation>%2 个要素只有 %1 个数值</translation>
    </message>
    <message>
        <source>out of memory for the style</source>
        <translation>内存不足，无法应用样式</translation>
    </message>
    <message>
        <source>out of memory while decoding</source>
        <translation>内存不足，无法解码</translation>
    </message>
    <message>
        <source>more than %1 tilesets name each other</source>
        <translation>超过 %1 个瓦片集互相引用</translation>
    </message>
    <message>
        <source>the scheme &quot;%1:&quot; is none of http:, https:, file:, data:</source>
        <translation>协议“%1:”不是 http:、https:、file: 或 data:</translation>
    </message>
    <message>
        <source>unexpected byte %1</source>
        <translation>意外的字节 %1</translation>
    </message>
    <message>
        <source>unexpected &quot;%1&quot;</source>
        <translation>意外的“%1”</translation>
    </message>
    <message>
        <source>the number %1 is too large</source>
        <translation>数字 %1 过大</translation>
    </message>
    <message>
        <source>the text ends too early</source>
        <translation>文本提前结束</translation>
    </message>
    <message>
        <source>the tileset names itself as its content</source>
        <translation>瓦片集把自身当作内容引用</translation>
    </message>
    <message>
        <source>tilesets go in circles: this one leads back to %1</source>
        <translation>瓦片集循环引用：此瓦片集又指回 %1</translation>
    </message>
    <message>
        <source>neither http(s), data: nor a file</source>
        <translation>既不是 http(s)、data:，也不是文件</translation>
    </message>
    <message>
        <source>a data: URI has no place that it could be relative to</source>
        <translation>data: 地址没有所在位置，相对地址无从解析</translation>
    </message>
    <message>
        <source>KTX 2: BasisLZ: %1</source>
        <translation>KTX 2 的 BasisLZ：%1</translation>
    </message>
    <message>
        <source>KTX 2: UASTC: block %1 of level %2 has a reserved mode or pattern</source>
        <translation>KTX 2：第 %2 级第 %1 块 UASTC 使用了保留的模式或图样</translation>
    </message>
    <message>
        <source>KTX 2: ETC1S has no blocks of its own</source>
        <translation>KTX 2：ETC1S 没有独立的块</translation>
    </message>
    <message>
        <source>KTX 2: Zstandard: %1</source>
        <translation>KTX 2：Zstandard 解压出错（%1）</translation>
    </message>
    <message>
        <source>KTX 2: zlib: %1</source>
        <translation>KTX 2：zlib 解压出错（%1）</translation>
    </message>
    <message>
        <source>KTX 2: %1</source>
        <translation>KTX 2：%1</translation>
    </message>
    <message>
        <source>Zstandard gives %1 bytes of %2</source>
        <translation>Zstandard 应解出 %2 字节，实为 %1 字节</translation>
    </message>
    <message>
        <source>zlib gives %1 bytes of %2</source>
        <translation>zlib 应解出 %2 字节，实为 %1 字节</translation>
    </message>
    <message>
        <source>%1 bytes in %2 of Zstandard</source>
        <translation>声称 %2 字节的 Zstandard 数据能解出 %1 字节，不可能</translation>
    </message>
    <message>
        <source>%1 bytes in %2 of zlib</source>
        <translation>声称 %2 字节的 zlib 数据能解出 %1 字节，不可能</translation>
    </message>
    <message>
        <source>%1 at %2 of %3 bytes in a file of %4</source>
        <translation>%1位于 %2、长 %3 字节，超出了共 %4 字节的文件</translation>
    </message>
    <message>
        <source>data format descriptor of %1 bytes</source>
        <translation>数据格式描述符只有 %1 字节</translation>
    </message>
    <message>
        <source>data format descriptor says %1 bytes, the header %2</source>
        <translation>数据格式描述符声明 %1 字节，文件头声明 %2 字节</translation>
    </message>
    <message>
        <source>the data format descriptor does not start with a basic block</source>
        <translation>数据格式描述符不是以基本块开头</translation>
    </message>
    <message>
        <source>data format descriptor</source>
        <translation>数据格式描述符</translation>
    </message>
    <message>
        <source>level index</source>
        <translation>层级索引</translation>
    </message>
    <message>
        <source>key/value data</source>
        <translation>键值数据</translation>
    </message>
    <message>
        <source>supercompression global data</source>
        <translation>超压缩全局数据</translation>
    </message>
    <message>
        <source>level %1 of %2 x %3 %4 needs %5 bytes, has %6</source>
        <translation>第 %1 级（%2 × %3，%4）需要 %5 字节，实有 %6 字节</translation>
    </message>
    <message>
        <source>level %1 is a frame of a video</source>
        <translation>第 %1 级是视频的一帧</translation>
    </message>
    <message>
        <source>level %1: slice at %2 of %3 bytes in %4</source>
        <translation>第 %1 级：位于 %2、长 %3 字节的分片超出了共 %4 字节的数据</translation>
    </message>
    <message>
        <source>%1 levels of %2 x %3</source>
        <translation>%2 × %3 像素的图片不可能有 %1 级</translation>
    </message>
    <message>
        <source>%1 channels of 8 bits</source>
        <translation>%1 通道 8 位</translation>
    </message>
    <message>
        <source>%1 channels of 16 bits</source>
        <translation>%1 通道 16 位</translation>
    </message>
    <message>
        <source>%1 channels of 16-bit floats</source>
        <translation>%1 通道 16 位浮点</translation>
    </message>
    <message>
        <source>%1 channels of 32-bit floats</source>
        <translation>%1 通道 32 位浮点</translation>
    </message>
    <message>
        <source>ETC2 RGB with one bit of alpha</source>
        <translation>带 1 位透明度的 ETC2 RGB</translation>
    </message>
    <message>
        <source>signed BC4</source>
        <translation>有符号 BC4</translation>
    </message>
    <message>
        <source>signed BC5</source>
        <translation>有符号 BC5</translation>
    </message>
    <message>
        <source>BC6H (high dynamic range)</source>
        <translation>BC6H（高动态范围）</translation>
    </message>
    <message>
        <source>signed EAC R11</source>
        <translation>有符号 EAC R11</translation>
    </message>
    <message>
        <source>signed EAC RG11</source>
        <translation>有符号 EAC RG11</translation>
    </message>
    <message>
        <source>ASTC of high dynamic range</source>
        <translation>高动态范围的 ASTC</translation>
    </message>
    <message>
        <source>a key/value pair of %1 bytes</source>
        <translation>长 %1 字节的键值对超出数据</translation>
    </message>
    <message>
        <source>a key without its end</source>
        <translation>键没有结尾</translation>
    </message>
    <message>
        <source>KTXswizzle &quot;%1&quot;</source>
        <translation>KTXswizzle 的值“%1”无效</translation>
    </message>
    <message>
        <source>picture of %1 x %2 pixels in %3 bytes</source>
        <translation>%1 × %2 像素的图片只有 %3 字节</translation>
    </message>
    <message>
        <source>ETC1S with %1 samples</source>
        <translation>ETC1S 有 %1 个样本</translation>
    </message>
    <message>
        <source>BasisLZ around %1</source>
        <translation>BasisLZ 中不是 ETC1S，而是 %1</translation>
    </message>
    <message>
        <source>ETC1S without BasisLZ</source>
        <translation>ETC1S 未用 BasisLZ 压缩</translation>
    </message>
    <message>
        <source>the identifier is missing</source>
        <translation>缺少文件标识</translation>
    </message>
    <message>
        <source>header of %1 bytes</source>
        <translation>文件头只有 %1 字节</translation>
    </message>
    <message>
        <source>code table of %1: %2</source>
        <translation>%1的编码表：%2</translation>
    </message>
    <message>
        <source>colour deltas</source>
        <translation>颜色差值</translation>
    </message>
    <message>
        <source>intensity deltas</source>
        <translation>亮度差值</translation>
    </message>
    <message>
        <source>selector deltas</source>
        <translation>选择器差值</translation>
    </message>
    <message>
        <source>endpoint predictions</source>
        <translation>端点预测</translation>
    </message>
    <message>
        <source>endpoint deltas</source>
        <translation>端点差值</translation>
    </message>
    <message>
        <source>selectors</source>
        <translation>选择器</translation>
    </message>
    <message>
        <source>selector runs</source>
        <translation>选择器游程</translation>
    </message>
    <message>
        <source>bad number of code lengths</source>
        <translation>码长个数有误</translation>
    </message>
    <message>
        <source>more codes than fit</source>
        <translation>编码过多</translation>
    </message>
    <message>
        <source>ends early</source>
        <translation>过早结束</translation>
    </message>
    <message>
        <source>repeats nothing</source>
        <translation>没有可重复的码长</translation>
    </message>
    <message>
        <source>more code lengths than symbols</source>
        <translation>码长比符号多</translation>
    </message>
    <message>
        <source>global data of %1 bytes</source>
        <translation>全局数据只有 %1 字节</translation>
    </message>
    <message>
        <source>global data has %1 bytes, its parts need %2</source>
        <translation>全局数据有 %1 字节，各部分共需 %2 字节</translation>
    </message>
    <message>
        <source>no endpoints</source>
        <translation>没有端点</translation>
    </message>
    <message>
        <source>no selectors</source>
        <translation>没有选择器</translation>
    </message>
    <message>
        <source>selectors of a global or hybrid codebook</source>
        <translation>选择器使用全局或混合码本</translation>
    </message>
    <message>
        <source>endpoint %1 has no code</source>
        <translation>端点 %1 没有编码</translation>
    </message>
    <message>
        <source>selector %1 has no code</source>
        <translation>选择器 %1 没有编码</translation>
    </message>
    <message>
        <source>endpoints end at %1 of %2</source>
        <translation>端点应有 %2 个，到第 %1 个就结束了</translation>
    </message>
    <message>
        <source>selectors end at %1 of %2</source>
        <translation>选择器应有 %2 个，到第 %1 个就结束了</translation>
    </message>
    <message>
        <source>code tables end early</source>
        <translation>编码表过早结束</translation>
    </message>
    <message>
        <source>block %1, %2 of %3 x %4: %5</source>
        <translation>第 %1, %2 块（共 %3 × %4 块）：%5</translation>
    </message>
    <message>
        <source>the slice ends early</source>
        <translation>分片过早结束</translation>
    </message>
    <message>
        <source>no endpoint prediction</source>
        <translation>没有端点预测</translation>
    </message>
    <message>
        <source>no block on the left</source>
        <translation>左边没有块</translation>
    </message>
    <message>
        <source>no block above on the left</source>
        <translation>左上没有块</translation>
    </message>
    <message>
        <source>no block above</source>
        <translation>上面没有块</translation>
    </message>
    <message>
        <source>no endpoint delta</source>
        <translation>没有端点差值</translation>
    </message>
    <message>
        <source>an endpoint past the codebook</source>
        <translation>端点超出码本</translation>
    </message>
    <message>
        <source>no selector</source>
        <translation>没有选择器</translation>
    </message>
    <message>
        <source>no length of a run</source>
        <translation>没有游程长度</translation>
    </message>
    <message>
        <source>a selector past the history</source>
        <translation>选择器超出历史记录</translation>
    </message>
    <message>
        <source>meshes beyond any place, left out: %1</source>
        <translation>有 %1 个网格不在任何可能的位置，已略去</translation>
    </message>
    <message>
        <source>EXT_mesh_features names a missing property table</source>
        <translation>EXT_mesh_features 指向不存在的属性表</translation>
    </message>
    <message>
        <source>EXT_instance_features names a missing property table</source>
        <translation>EXT_instance_features 指向不存在的属性表</translation>
    </message>
    <message>
        <source>EXT_instance_features without EXT_mesh_gpu_instancing</source>
        <translation>有 EXT_instance_features，却没有 EXT_mesh_gpu_instancing</translation>
    </message>
    <message>
        <source>TEXCOORD_%1 is not read; TEXCOORD_0 is taken</source>
        <translation>不读取 TEXCOORD_%1，改用 TEXCOORD_0</translation>
    </message>
    <message>
        <source>alphaMode &quot;%1&quot;</source>
        <translation>alphaMode 的值“%1”无效</translation>
    </message>
    <message>
        <source>its texture does not exist</source>
        <translation>所指的纹理不存在</translation>
    </message>
    <message>
        <source>its sampler does not exist</source>
        <translation>所指的采样器不存在</translation>
    </message>
    <message>
        <source>its material does not exist</source>
        <translation>所指的材质不存在</translation>
    </message>
    <message>
        <source>its mesh does not exist</source>
        <translation>所指的网格不存在</translation>
    </message>
    <message>
        <source>names a missing node</source>
        <translation>指向不存在的节点</translation>
    </message>
    <message>
        <source>names a missing child</source>
        <translation>指向不存在的子节点</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 不存在</translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>没有 source</translation>
    </message>
    <message>
        <source>the pictures together are over the limit on decoded bytes</source>
        <translation>全部图片解码后超出字节数上限</translation>
    </message>
    <message>
        <source>not in the Draco stream</source>
        <translation>不在 Draco 流中</translation>
    </message>
    <message>
        <source>%1 has %2 elements, POSITION has %3</source>
        <translation>%1 有 %2 个元素，POSITION 有 %3 个</translation>
    </message>
    <message>
        <source>%1 has %2 components of %3</source>
        <translation>%1 有 %2 个分量，应为 %3 个</translation>
    </message>
    <message>
        <source>indices are not whole numbers</source>
        <translation>顶点索引不是整数</translation>
    </message>
    <message>
        <source>%1 vertices make nothing that can be drawn</source>
        <translation>%1 个顶点构不成可绘制的图形</translation>
    </message>
    <message>
        <source>index %1 of %2 vertices; %3 elements left out</source>
        <translation>顶点索引 %1 超出现有的 %2 个顶点；略去 %3 个图元</translation>
    </message>
    <message>
        <source>%1 positions are not finite numbers</source>
        <translation>%1 个位置不是有限数</translation>
    </message>
    <message>
        <source>no attributes</source>
        <translation>没有 attributes</translation>
    </message>
    <message>
        <source>mode is not in 0 … 6</source>
        <translation>mode 不在 0 … 6 之间</translation>
    </message>
    <message>
        <source>no POSITION: nothing to draw</source>
        <translation>没有 POSITION：没有可绘制的内容</translation>
    </message>
    <message>
        <source>no primitives</source>
        <translation>没有 primitives</translation>
    </message>
    <message>
        <source>both schema and schemaUri; the first is taken</source>
        <translation>同时有 schema 和 schemaUri，采用 schema</translation>
    </message>
    <message>
        <source>no readable schema</source>
        <translation>没有可读的模式</translation>
    </message>
    <message>
        <source>its indices are no pairs</source>
        <translation>其索引不成对</translation>
    </message>
    <message>
        <source>%1 edges name vertices that are not there</source>
        <translation>%1 条边指向不存在的顶点</translation>
    </message>
    <message>
        <source>a channel is not in 0 … 3</source>
        <translation>有通道不在 0 … 3 之间</translation>
    </message>
    <message>
        <source>texCoord is no index</source>
        <translation>texCoord 不是索引</translation>
    </message>
    <message>
        <source>the primitive has no TEXCOORD_%1</source>
        <translation>图元没有 TEXCOORD_%1</translation>
    </message>
    <message>
        <source>featureCount is missing or not at least 1</source>
        <translation>featureCount 缺失或小于 1</translation>
    </message>
    <message>
        <source>label is no identifier</source>
        <translation>label 不是合法标识符</translation>
    </message>
    <message>
        <source>ids in an accessor that is normalized or no SCALAR</source>
        <translation>编号所在的访问器被归一化或不是 SCALAR</translation>
    </message>
    <message>
        <source>no readable attribute %1: %2</source>
        <translation>属性 %1 无法读取：%2</translation>
    </message>
    <message>
        <source>no readable attribute %1</source>
        <translation>属性 %1 无法读取</translation>
    </message>
    <message>
        <source>%1 features in the picture, featureCount states %2</source>
        <translation>图片中有 %1 个要素，featureCount 声明 %2 个</translation>
    </message>
    <message>
        <source>%1 features, featureCount states %2</source>
        <translation>有 %1 个要素，featureCount 声明 %2 个</translation>
    </message>
    <message>
        <source>its class &quot;%1&quot; is not in the schema</source>
        <translation>模式中没有它的类“%1”</translation>
    </message>
    <message>
        <source>class &quot;%1&quot; is not in the schema</source>
        <translation>模式中没有类“%1”</translation>
    </message>
    <message>
        <source>not a property of class &quot;%1&quot;</source>
        <translation>不是类“%1”的属性</translation>
    </message>
    <message>
        <source>%1 channels for a value of type %2 of %3 bytes</source>
        <translation>用 %1 个通道存放 %3 字节、类型为 %2 的值</translation>
    </message>
    <message>
        <source>%1 channels for a value of type %2</source>
        <translation>用 %1 个通道存放类型为 %2 的值</translation>
    </message>
    <message>
        <source>values of type %1 cannot lie at vertices</source>
        <translation>类型为 %1 的值不能放在顶点上</translation>
    </message>
    <message>
        <source>enums of more than 16 bits cannot lie at vertices</source>
        <translation>超过 16 位的枚举不能放在顶点上</translation>
    </message>
    <message>
        <source>%1 holds no value of type %2 for each vertex</source>
        <translation>%1 没有为每个顶点给出类型为 %2 的值</translation>
    </message>
    <message>
        <source>names no attribute</source>
        <translation>没有指明属性</translation>
    </message>
    <message>
        <source>%1 is no array with elements</source>
        <translation>%1 不是非空数组</translation>
    </message>
    <message>
        <source>matrix is not 16 finite numbers</source>
        <translation>matrix 不是 16 个有限数</translation>
    </message>
    <message>
        <source>%1 is not %2 numbers</source>
        <translation>%1 不是 %2 个数字</translation>
    </message>
    <message>
        <source>%1 has too few components</source>
        <translation>%1 的分量过少</translation>
    </message>
    <message>
        <source>%1 instances are over the limit</source>
        <translation>%1 个实例超出上限</translation>
    </message>
    <message>
        <source>instances with values that are not finite</source>
        <translation>有实例的数值不是有限数</translation>
    </message>
    <message>
        <source>has more than one parent, or is its own ancestor</source>
        <translation>有不止一个父节点，或是自身的上级</translation>
    </message>
    <message>
        <source>a transform is not finite</source>
        <translation>有变换不是有限数</translation>
    </message>
    <message>
        <source>not three numbers</source>
        <translation>不是三个数字</translation>
    </message>
    <message>
        <source>no BATCH_LENGTH</source>
        <translation>缺少 BATCH_LENGTH</translation>
    </message>
    <message>
        <source>feature table of blanks</source>
        <translation>要素表只有空格</translation>
    </message>
    <message>
        <source>%1 points in %2 bytes</source>
        <translation>%2 字节中要放 %1 个点</translation>
    </message>
    <message>
        <source>%1 bytes, which 8 does not divide</source>
        <translation>共 %1 字节，不是 8 的倍数</translation>
    </message>
    <message>
        <source>a tile of %1 bytes inside, which 8 does not divide</source>
        <translation>其中一个瓦片共 %1 字节，不是 8 的倍数</translation>
    </message>
    <message>
        <source>%1 begins at byte %2, which 8 does not divide</source>
        <translation>%1从第 %2 字节开始，不是 8 的倍数</translation>
    </message>
    <message>
        <source>the feature table&apos;s binary body</source>
        <translation>要素表的二进制体</translation>
    </message>
    <message>
        <source>the batch table&apos;s binary body</source>
        <translation>批次表的二进制体</translation>
    </message>
    <message>
        <source>the batch table</source>
        <translation>批次表</translation>
    </message>
    <message>
        <source>the glTF</source>
        <translation>glTF </translation>
    </message>
    <message>
        <source>%1 values for %2 instances</source>
        <translation>%2 个实例只有 %1 个数值</translation>
    </message>
    <message>
        <source>value %1 is no index</source>
        <translation>第 %1 个值不是索引</translation>
    </message>
    <message>
        <source>no valid instancesLength</source>
        <translation>没有有效的 instancesLength</translation>
    </message>
    <message>
        <source>no classes</source>
        <translation>没有 classes</translation>
    </message>
    <message>
        <source>%1 instances for %2 features</source>
        <translation>%1 个实例对应 %2 个要素</translation>
    </message>
    <message>
        <source>class %1 of %2</source>
        <translation>类 %1 超出现有的 %2 个</translation>
    </message>
    <message>
        <source>more than %1 parents</source>
        <translation>超过 %1 个上级</translation>
    </message>
    <message>
        <source>instance %1 of %2</source>
        <translation>实例 %1 超出现有的 %2 个</translation>
    </message>
    <message>
        <source>%1 for %2 instances</source>
        <translation>为 %1，实例却有 %2 个</translation>
    </message>
    <message>
        <source>the picture has both a uri and a bufferView</source>
        <translation>图片同时有 uri 和 bufferView</translation>
    </message>
    <message>
        <source>the picture has neither a uri nor a bufferView</source>
        <translation>图片既没有 uri，也没有 bufferView</translation>
    </message>
    <message>
        <source>uri is no text</source>
        <translation>uri 不是文本</translation>
    </message>
    <message>
        <source>name is no text</source>
        <translation>name 不是文本</translation>
    </message>
    <message>
        <source>bufferView leads nowhere: there are %1</source>
        <translation>bufferView 指向不存在的项：只有 %1 个</translation>
    </message>
    <message>
        <source>bufferView has a byteStride, which a picture&apos;s may not</source>
        <translation>图片的 bufferView 不得有 byteStride</translation>
    </message>
    <message>
        <source>the type &quot;%1&quot; is not known</source>
        <translation>未知的 type“%1”</translation>
    </message>
    <message>
        <source>type is missing or no text</source>
        <translation>type 缺失或不是文本</translation>
    </message>
    <message>
        <source>%1 is missing or no object</source>
        <translation>%1 缺失或不是对象</translation>
    </message>
    <message>
        <source>%1 is missing or no text</source>
        <translation>%1 缺失或不是文本</translation>
    </message>
    <message>
        <source>%1 is missing or not at least 1</source>
        <translation>%1 缺失或小于 1</translation>
    </message>
    <message>
        <source>%1 is missing or leads nowhere: there are %2</source>
        <translation>%1 缺失或指向不存在的项：只有 %2 个</translation>
    </message>
    <message>
        <source>zfar is not beyond znear</source>
        <translation>zfar 不大于 znear</translation>
    </message>
    <message>
        <source>color is not three numbers</source>
        <translation>color 不是三个数字</translation>
    </message>
    <message>
        <source>a directional light has no range</source>
        <translation>平行光不得有 range</translation>
    </message>
    <message>
        <source>outerConeAngle is beyond π/2</source>
        <translation>outerConeAngle 大于 π/2</translation>
    </message>
    <message>
        <source>innerConeAngle is not below outerConeAngle</source>
        <translation>innerConeAngle 不小于 outerConeAngle</translation>
    </message>
    <message>
        <source>is no object</source>
        <translation>不是对象</translation>
    </message>
    <message>
        <source>constant is neither 0 nor 1</source>
        <translation>constant 既不是 0 也不是 1</translation>
    </message>
    <message>
        <source>neither constant nor bitstream</source>
        <translation>既没有 constant，也没有 bitstream</translation>
    </message>
    <message>
        <source>states %1 available, %2 bits are set</source>
        <translation>声明有 %1 个可用，实际置位 %2 个</translation>
    </message>
    <message>
        <source>property table %1 of %2</source>
        <translation>属性表 %1 超出现有的 %2 个</translation>
    </message>
    <message>
        <source>not an index</source>
        <translation>不是索引</translation>
    </message>
    <message>
        <source>not an array with elements</source>
        <translation>不是非空数组</translation>
    </message>
    <message>
        <source>an array without elements</source>
        <translation>空数组</translation>
    </message>
    <message>
        <source>an object without members</source>
        <translation>空对象</translation>
    </message>
    <message>
        <source>not an array</source>
        <translation>不是数组</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>不是对象</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>an object was expected</source>
        <translation>应为对象</translation>
    </message>
    <message>
        <source>no uri, and the file has no bytes of its own for it</source>
        <translation>没有 uri，文件中也没有它的数据</translation>
    </message>
    <message>
        <source>byteOffset is no number of bytes</source>
        <translation>byteOffset 不是字节数</translation>
    </message>
    <message>
        <source>reaches beyond its buffer of %1 bytes</source>
        <translation>超出其 %1 字节的缓冲区</translation>
    </message>
    <message>
        <source>%1 names no bufferView of the %2</source>
        <translation>%1 不是现有 %2 个 bufferView 之一</translation>
    </message>
    <message>
        <source>%1 is none of UINT8, UINT16, UINT32, UINT64</source>
        <translation>%1 不是 UINT8、UINT16、UINT32 或 UINT64</translation>
    </message>
    <message>
        <source>%1 rows for %2 available</source>
        <translation>%1 行对应 %2 个可用的瓦片或内容</translation>
    </message>
    <message>
        <source>%1 elements for %2 contents</source>
        <translation>%1 项对应 %2 个内容</translation>
    </message>
    <message>
        <source>a subtree of more than %1 tiles</source>
        <translation>子树超过 %1 个瓦片</translation>
    </message>
    <message>
        <source>Draco header in %1 bytes</source>
        <translation>只有 %1 字节，不够一个 Draco 头</translation>
    </message>
    <message>
        <source>%1 has %2 children, more than %3</source>
        <translation>%1 有 %2 个子瓦片，上限为 %3 个</translation>
    </message>
    <message>
        <source>tiles nested deeper than %1</source>
        <translation>瓦片嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>more than %1 tiles</source>
        <translation>超过 %1 个瓦片</translation>
    </message>
    <message>
        <source>a child is not an object; left out</source>
        <translation>有子瓦片不是对象，已略去</translation>
    </message>
    <message>
        <source>transform is not 16 finite numbers; taken as identity</source>
        <translation>transform 不是 16 个有限数，按单位矩阵处理</translation>
    </message>
    <message>
        <source>transform is not affine: its last row is taken as 0, 0, 0, 1</source>
        <translation>transform 不是仿射变换，末行按 0, 0, 0, 1 处理</translation>
    </message>
    <message>
        <source>transform leads beyond any place; taken as identity</source>
        <translation>transform 把瓦片移到了任何可能的位置之外，按单位矩阵处理</translation>
    </message>
    <message>
        <source>%1 is no valid box, region or sphere</source>
        <translation>%1 不是有效的 box、region 或 sphere</translation>
    </message>
    <message>
        <source>no boundingVolume</source>
        <translation>缺少 boundingVolume</translation>
    </message>
    <message>
        <source>extension %1 is not supported; what it says is passed over</source>
        <translation>不支持扩展 %1，其内容已略过</translation>
    </message>
    <message>
        <source>extension %1 is not supported</source>
        <translation>不支持扩展 %1</translation>
    </message>
    <message>
        <source>3DTILES_content_gltf is used and has to be required</source>
        <translation>用到了 3DTILES_content_gltf，就必须列入 extensionsRequired</translation>
    </message>
    <message>
        <source>content without a uri</source>
        <translation>内容没有 uri</translation>
    </message>
    <message>
        <source>content.group names no group of the %1</source>
        <translation>content.group 不是现有 %1 个分组之一</translation>
    </message>
    <message>
        <source>content.metadata is not an object</source>
        <translation>content.metadata 不是对象</translation>
    </message>
    <message>
        <source>content.boundingVolume reaches out of the tile&apos;s boundingVolume</source>
        <translation>content.boundingVolume 超出瓦片的 boundingVolume</translation>
    </message>
    <message>
        <source>gltfUpAxis &quot;%1&quot; is none of X, Y, Z</source>
        <translation>gltfUpAxis 的值“%1”不是 X、Y 或 Z</translation>
    </message>
    <message>
        <source>no version</source>
        <translation>缺少 version</translation>
    </message>
    <message>
        <source>version &quot;%1&quot; is neither 1.0 nor 1.1</source>
        <translation>version“%1”既不是 1.0 也不是 1.1</translation>
    </message>
    <message>
        <source>geometricError is negative</source>
        <translation>geometricError 为负数</translation>
    </message>
    <message>
        <source>geometricError missing or no number</source>
        <translation>geometricError 缺失或不是数字</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>为负数</translation>
    </message>
    <message>
        <source>missing or not a number</source>
        <translation>缺失或不是数字</translation>
    </message>
    <message>
        <source>missing or not a string</source>
        <translation>缺失或不是字符串</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>refine is not written in capitals</source>
        <translation>refine 未用大写</translation>
    </message>
    <message>
        <source>refine is neither ADD nor REPLACE</source>
        <translation>refine 既不是 ADD 也不是 REPLACE</translation>
    </message>
    <message>
        <source>the root has no refine; taken as REPLACE</source>
        <translation>根瓦片没有 refine，按 REPLACE 处理</translation>
    </message>
    <message>
        <source>expire.duration is no number of seconds</source>
        <translation>expire.duration 不是秒数</translation>
    </message>
    <message>
        <source>expire.date is no text</source>
        <translation>expire.date 不是文本</translation>
    </message>
    <message>
        <source>%1: expire.date &quot;%2&quot; is no ISO 8601 instant with a zone</source>
        <translation>%1：expire.date“%2”不是带时区的 ISO 8601 时刻</translation>
    </message>
    <message>
        <source>subdivisionScheme &quot;%1&quot;</source>
        <translation>subdivisionScheme 的值“%1”无效</translation>
    </message>
    <message>
        <source>availableLevels missing or not in 1 … %1</source>
        <translation>availableLevels 缺失或不在 1 … %1 之间</translation>
    </message>
    <message>
        <source>subtreeLevels missing or out of range</source>
        <translation>subtreeLevels 缺失或超出范围</translation>
    </message>
    <message>
        <source>no subtrees.uri</source>
        <translation>缺少 subtrees.uri</translation>
    </message>
    <message>
        <source>a region&apos;s angles are beyond ±π and ±π/2 radians</source>
        <translation>region 的角度超出 ±π 和 ±π/2 弧度</translation>
    </message>
    <message>
        <source>a region&apos;s south lies north of its north</source>
        <translation>region 的南界在北界以北</translation>
    </message>
    <message>
        <source>a region&apos;s west lies a little east of its east</source>
        <translation>region 的西界略在东界以东</translation>
    </message>
    <message>
        <source>a region&apos;s lowest height is above its highest</source>
        <translation>region 的最低高度高于最高高度</translation>
    </message>
    <message>
        <source>more subtrees than are read here</source>
        <translation>子树过多，未全部读取</translation>
    </message>
    <message>
        <source>glTF in a tileset of version 1.0, which does not list the extension %1</source>
        <translation>1.0 版瓦片集中有 glTF，却没有列出扩展 %1</translation>
    </message>
    <message>
        <source>external tilesets nested too deep</source>
        <translation>外部瓦片集嵌套过深</translation>
    </message>
    <message>
        <source>uses the extension %1, which the first tileset does not list in extensionsUsed</source>
        <translation>用到扩展 %1，而首个瓦片集的 extensionsUsed 中没有列出</translation>
    </message>
    <message>
        <source>expired, and could not be got anew; what was there stays: %1</source>
        <translation>已过期而又无法重新获取，保留原有内容：%1</translation>
    </message>
    <message>
        <source>no longer wanted</source>
        <translation>不再需要</translation>
    </message>
    <message>
        <source>holds something that is no string</source>
        <translation>其中有不是字符串的项</translation>
    </message>
    <message>
        <source>names %1 twice</source>
        <translation>%1 出现两次</translation>
    </message>
    <message>
        <source>is not in extensionsUsed</source>
        <translation>没有列入 extensionsUsed</translation>
    </message>
    <message>
        <source>%1 is not in extensionsUsed</source>
        <translation>%1 没有列入 extensionsUsed</translation>
    </message>
    <message>
        <source>without a schema</source>
        <translation>没有模式</translation>
    </message>
    <message>
        <source>not a number of features</source>
        <translation>不是要素个数</translation>
    </message>
    <message>
        <source>not a string</source>
        <translation>不是字符串</translation>
    </message>
    <message>
        <source>without a minimum and a maximum that are numbers</source>
        <translation>没有数值形式的最小值和最大值</translation>
    </message>
    <message>
        <source>its minimum is greater than its maximum</source>
        <translation>最小值大于最大值</translation>
    </message>
    <message>
        <source>%1 is no value of type %2</source>
        <translation>%1 不是类型 %2 的值</translation>
    </message>
    <message>
        <source>%1 is no array</source>
        <translation>%1 不是数组</translation>
    </message>
    <message>
        <source>%1 elements in an array of %2</source>
        <translation>数组应有 %2 个元素，实有 %1 个</translation>
    </message>
    <message>
        <source>no class</source>
        <translation>缺少 class</translation>
    </message>
    <message>
        <source>metadata without a schema</source>
        <translation>有元数据，却没有模式</translation>
    </message>
    <message>
        <source>required, but null</source>
        <translation>必填，却为 null</translation>
    </message>
    <message>
        <source>required, but missing</source>
        <translation>必填，却缺失</translation>
    </message>
    <message>
        <source>%1 is outside the property&apos;s min and max</source>
        <translation>%1 超出该属性的 min 和 max</translation>
    </message>
    <message>
        <source>%1 of an array of variable length</source>
        <translation>变长数组不得有 %1</translation>
    </message>
    <message>
        <source>no valid count</source>
        <translation>没有有效的 count</translation>
    </message>
    <message>
        <source>the value %1 is not in its enum</source>
        <translation>值 %1 不在其枚举中</translation>
    </message>
    <message>
        <source>the value %1 is above the max %2 of its class</source>
        <translation>值 %1 大于其类的 max %2</translation>
    </message>
    <message>
        <source>the value %1 is below the min %2 of its class</source>
        <translation>值 %1 小于其类的 min %2</translation>
    </message>
    <message>
        <source>%1 states %2, of the values it is %3</source>
        <translation>%1 声明为 %2，实际各值的结果是 %3</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>没有值</translation>
    </message>
    <message>
        <source>a value without a name and a whole number</source>
        <translation>有的值没有名称和整数</translation>
    </message>
    <message>
        <source>gives %1 twice</source>
        <translation>%1 出现两次</translation>
    </message>
    <message>
        <source>names no value of its enum</source>
        <translation>不是其枚举中的值</translation>
    </message>
    <message>
        <source>values of the semantic %1 are of the type %2</source>
        <translation>语义 %1 的值应为类型 %2</translation>
    </message>
    <message>
        <source>count is no number above 1</source>
        <translation>count 不是大于 1 的数</translation>
    </message>
    <message>
        <source>count of what is no array</source>
        <translation>不是数组却有 count</translation>
    </message>
    <message>
        <source>enumType of what is no ENUM</source>
        <translation>不是 ENUM 却有 enumType</translation>
    </message>
    <message>
        <source>normalized, but of no type of whole numbers</source>
        <translation>不是整数类型却有 normalized</translation>
    </message>
    <message>
        <source>%1 of values that it does not apply to</source>
        <translation>%1 不适用于这类值</translation>
    </message>
    <message>
        <source>%1 is no value of the property&apos;s type</source>
        <translation>%1 不是该属性类型的值</translation>
    </message>
    <message>
        <source>%1 of a required property</source>
        <translation>必填属性不得有 %1</translation>
    </message>
    <message>
        <source>noData of a BOOLEAN</source>
        <translation>BOOLEAN 不得有 noData</translation>
    </message>
    <message>
        <source>its key is no identifier</source>
        <translation>其键不是合法标识符</translation>
    </message>
    <message>
        <source>properties is no object with members</source>
        <translation>properties 不是非空对象</translation>
    </message>
    <message>
        <source>semantic &quot;%1&quot; a second time</source>
        <translation>语义“%1”重复出现</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no identifier</source>
        <translation>“%1”不是合法标识符</translation>
    </message>
    <message>
        <source>%1 is not a string</source>
        <translation>%1 不是字符串</translation>
    </message>
    <message>
        <source>%1 is neither true nor false</source>
        <translation>%1 既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>no ZIP archive in %1 bytes</source>
        <translation>%1 字节不成 ZIP 压缩包</translation>
    </message>
    <message>
        <source>no ZIP archive: its end record is missing</source>
        <translation>不是 ZIP 压缩包：缺少结尾记录</translation>
    </message>
    <message>
        <source>the ZIP64 end record is not where its locator says</source>
        <translation>ZIP64 结尾记录不在定位记录所说的位置</translation>
    </message>
    <message>
        <source>the directory of %1 bytes at %2 reaches beyond the archive of %3</source>
        <translation>位于 %2、长 %1 字节的目录超出了共 %3 字节的压缩包</translation>
    </message>
    <message>
        <source>file %1 of %2 of the ZIP directory is damaged</source>
        <translation>ZIP 目录中第 %1 个文件（共 %2 个）的记录损坏</translation>
    </message>
    <message>
        <source>an archive without files</source>
        <translation>压缩包中没有文件</translation>
    </message>
    <message>
        <source>a directory of %1 bytes and no index</source>
        <translation>目录有 %1 字节，却没有索引</translation>
    </message>
    <message>
        <source>the index lies behind the directory</source>
        <translation>索引位于目录之后</translation>
    </message>
    <message>
        <source>@3dtilesIndex1@ of %1 bytes</source>
        <translation>@3dtilesIndex1@ 为 %1 字节</translation>
    </message>
    <message>
        <source>@3dtilesIndex1@ points beyond the files of the archive</source>
        <translation>@3dtilesIndex1@ 指向压缩包的文件之外</translation>
    </message>
    <message>
        <source>the package holds no &quot;%1&quot;</source>
        <translation>压缩包中没有“%1”</translation>
    </message>
    <message>
        <source>the package&apos;s index points beyond it</source>
        <translation>压缩包的索引指向其范围之外</translation>
    </message>
    <message>
        <source>no file of the archive begins where its directory says</source>
        <translation>压缩包目录所说的位置没有文件</translation>
    </message>
    <message>
        <source>header of a file in the archive</source>
        <translation>压缩包中一个文件的文件头不完整</translation>
    </message>
    <message>
        <source>the archive&apos;s index leads to another file</source>
        <translation>压缩包的索引指向另一个文件</translation>
    </message>
    <message>
        <source>a file in the archive</source>
        <translation>压缩包中一个文件不完整</translation>
    </message>
    <message>
        <source>the file is encrypted</source>
        <translation>文件已加密</translation>
    </message>
    <message>
        <source>%1 bytes stated, there are %2</source>
        <translation>声明 %1 字节，实有 %2 字节</translation>
    </message>
    <message>
        <source>%1 bytes, limit %2</source>
        <translation>共 %1 字节，上限为 %2</translation>
    </message>
    <message>
        <source>%1 bytes, the archive states %2</source>
        <translation>共 %1 字节，压缩包声明 %2 字节</translation>
    </message>
    <message>
        <source>packed by method %1 of ZIP</source>
        <translation>采用 ZIP 压缩方法 %1</translation>
    </message>
    <message>
        <source>the checksum of the archive does not fit: the file is damaged</source>
        <translation>压缩包的校验和不符：文件已损坏</translation>
    </message>
    <message>
        <source>no memory to unpack</source>
        <translation>内存不足，无法解压</translation>
    </message>
    <message>
        <source>%1 packed bytes</source>
        <translation>压缩数据有 %1 字节</translation>
    </message>
    <message>
        <source>unpacks to more than %1 bytes</source>
        <translation>解压后超过 %1 字节</translation>
    </message>
    <message>
        <source>unpacks to %1 bytes</source>
        <translation>解压后为 %1 字节</translation>
    </message>
    <message>
        <source>damaged deflate stream</source>
        <translation>deflate 数据流损坏</translation>
    </message>
    <message>
        <source>the deflate stream ends early</source>
        <translation>deflate 数据流过早结束</translation>
    </message>
    <message>
        <source>no 3D Tiles package: the table media has no column %1 of type %2</source>
        <translation>不是 3D Tiles 包：表 media 中没有 %2 类型的列 %1</translation>
    </message>
    <message>
        <source>no temporary file for the package</source>
        <translation>无法为压缩包建立临时文件</translation>
    </message>
    <message>
        <source>the package could not be put into a temporary file</source>
        <translation>压缩包无法写入临时文件</translation>
    </message>
    <message>
        <source>not in the package</source>
        <translation>不在压缩包中</translation>
    </message>
    <message>
        <source>redirect without a target</source>
        <translation>重定向没有给出目标</translation>
    </message>
    <message>
        <source>redirected to %1</source>
        <translation>重定向到 %1</translation>
    </message>
    <message>
        <source>named by %1</source>
        <translation>由 %1 引用</translation>
    </message>
    <message>
        <source>no path in it</source>
        <translation>其中没有路径</translation>
    </message>
    <message>
        <source>is not a regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>range ends before it begins</source>
        <translation>范围的末尾在开头之前</translation>
    </message>
    <message>
        <source>shrank from %1 bytes while it was read</source>
        <translation>读取时从 %1 字节变小了</translation>
    </message>
    <message>
        <source>an empty expression</source>
        <translation>空的表达式</translation>
    </message>
    <message>
        <source>an expression of %1 bytes</source>
        <translation>表达式长 %1 字节</translation>
    </message>
    <message>
        <source>a style of %1 bytes</source>
        <translation>样式长 %1 字节</translation>
    </message>
    <message>
        <source>nested %1 deep</source>
        <translation>嵌套 %1 层</translation>
    </message>
    <message>
        <source>ends where a value is expected</source>
        <translation>在应有值的地方结束</translation>
    </message>
    <message>
        <source>unexpected &quot;%1&quot;, &quot;%2&quot; is expected</source>
        <translation>意外的“%1”，此处应为“%2”</translation>
    </message>
    <message>
        <source>unexpected &quot;%1&quot; in a number</source>
        <translation>数字中有意外的“%1”</translation>
    </message>
    <message>
        <source>no &quot;%1&quot; closes it</source>
        <translation>没有“%1”与之配对</translation>
    </message>
    <message>
        <source>more than %1 operators and values in one style</source>
        <translation>一个样式中的运算符和值超过 %1 个</translation>
    </message>
    <message>
        <source>a &quot;?&quot; without its &quot;:&quot;</source>
        <translation>“?”没有相应的“:”</translation>
    </message>
    <message>
        <source>&quot;~&quot; is not supported</source>
        <translation>不支持“~”</translation>
    </message>
    <message>
        <source>no name after &quot;.&quot;</source>
        <translation>“.”之后没有名称</translation>
    </message>
    <message>
        <source>only functions can be called</source>
        <translation>只有函数才能调用</translation>
    </message>
    <message>
        <source>a hexadecimal number without digits or too large</source>
        <translation>十六进制数没有数字或过大</translation>
    </message>
    <message>
        <source>a number that cannot be represented</source>
        <translation>数字无法表示</translation>
    </message>
    <message>
        <source>a string that does not end</source>
        <translation>字符串没有结束</translation>
    </message>
    <message>
        <source>a variable without a name</source>
        <translation>变量没有名称</translation>
    </message>
    <message>
        <source>an index in a variable is a whole number or a name in quotes</source>
        <translation>变量中的下标应为整数或带引号的名称</translation>
    </message>
    <message>
        <source>&quot;.&quot; or &quot;[&quot; is expected in a variable</source>
        <translation>变量中应为“.”或“[”</translation>
    </message>
    <message>
        <source>a variable inside a variable</source>
        <translation>变量中又套变量</translation>
    </message>
    <message>
        <source>Math has only PI and E here</source>
        <translation>此处 Math 只有 PI 和 E</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a function, its arguments are missing</source>
        <translation>“%1”是函数，缺少参数</translation>
    </message>
    <message>
        <source>unknown name &quot;%1&quot;; a property is written ${%2}</source>
        <translation>未知的名称“%1”；属性写作 ${%2}</translation>
    </message>
    <message>
        <source>no &quot;(&quot;</source>
        <translation>缺少“(”</translation>
    </message>
    <message>
        <source>%1 takes no arguments</source>
        <translation>%1 不带参数</translation>
    </message>
    <message>
        <source>%1 takes one argument</source>
        <translation>%1 只带一个参数</translation>
    </message>
    <message>
        <source>%1 takes %2 to %3 arguments, here are %4</source>
        <translation>%1 需要 %2 至 %3 个参数，实有 %4 个</translation>
    </message>
    <message>
        <source>%1 takes %2 arguments, here are %3</source>
        <translation>%1 需要 %2 个参数，实有 %3 个</translation>
    </message>
    <message>
        <source>there is no function &quot;%1&quot; of a value</source>
        <translation>值没有函数“%1”</translation>
    </message>
    <message>
        <source>there is no function &quot;%1&quot;</source>
        <translation>没有函数“%1”</translation>
    </message>
    <message>
        <source>a class is named by a string, here is %1</source>
        <translation>类名应为字符串，实为 %1</translation>
    </message>
    <message>
        <source>the function needs a number or a vector, here is %1</source>
        <translation>函数需要数字或向量，实为 %1</translation>
    </message>
    <message>
        <source>the arguments do not fit together: %1 and %2</source>
        <translation>参数互不相配：%1 和 %2</translation>
    </message>
    <message>
        <source>a vector is made of numbers and vectors, here is %1</source>
        <translation>向量由数字和向量构成，实为 %1</translation>
    </message>
    <message>
        <source>%1 needs %2 components, here are %3</source>
        <translation>%1 需要 %2 个分量，实有 %3 个</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no colour</source>
        <translation>“%1”不是颜色</translation>
    </message>
    <message>
        <source>a colour is named by a string, here is %1</source>
        <translation>颜色应由字符串命名，实为 %1</translation>
    </message>
    <message>
        <source>alpha is a number, here is %1</source>
        <translation>alpha 应为数字，实为 %1</translation>
    </message>
    <message>
        <source>a colour is made of numbers, here is %1</source>
        <translation>颜色由数字构成，实为 %1</translation>
    </message>
    <message>
        <source>regExp takes strings, here is %1</source>
        <translation>regExp 的参数应为字符串，实为 %1</translation>
    </message>
    <message>
        <source>%1 is for a regExp and a string, here are %2 and %3</source>
        <translation>%1 用于正则表达式和字符串，实为 %2 和 %3</translation>
    </message>
    <message>
        <source>cross needs two vec3, here: %1 and %2</source>
        <translation>cross 需要两个 vec3，实为 %1 和 %2</translation>
    </message>
    <message>
        <source>the function needs numbers or vectors of the same size, here: %1 and %2</source>
        <translation>函数需要数字或同样大小的向量，实为 %1 和 %2</translation>
    </message>
    <message>
        <source>the function needs numbers or vectors of the same size, here: %1</source>
        <translation>函数需要数字或同样大小的向量，实为 %1</translation>
    </message>
    <message>
        <source>a regular expression of %1 bytes</source>
        <translation>正则表达式长 %1 字节</translation>
    </message>
    <message>
        <source>a regular expression has no flag &quot;%1&quot;</source>
        <translation>正则表达式没有标志“%1”</translation>
    </message>
    <message>
        <source>regular expression: %1 at character %2 of it</source>
        <translation>正则表达式第 %2 个字符处有误：%1</translation>
    </message>
    <message>
        <source>out of memory for a regular expression</source>
        <translation>内存不足，无法编译正则表达式</translation>
    </message>
    <message>
        <source>an expression in a string is expected</source>
        <translation>应为字符串形式的表达式</translation>
    </message>
    <message>
        <source>a list &quot;conditions&quot; is expected</source>
        <translation>应有列表“conditions”</translation>
    </message>
    <message>
        <source>a pair of a condition and a value is expected</source>
        <translation>应为条件和值的一对</translation>
    </message>
    <message>
        <source>an object of expressions is expected</source>
        <translation>应为由表达式组成的对象</translation>
    </message>
    <message>
        <source>a style is an object</source>
        <translation>样式应为对象</translation>
    </message>
    <message>
        <source>%1 bytes of JSON</source>
        <translation>JSON 共 %1 字节</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>a JSON object was expected</source>
        <translation>应为 JSON 对象</translation>
    </message>
    <message>
        <source>a list of levels was expected</source>
        <translation>应为层级列表</translation>
    </message>
    <message>
        <source>a list of ranges was expected</source>
        <translation>应为范围列表</translation>
    </message>
    <message>
        <source>more levels than there can be</source>
        <translation>层级过多</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a whole number</source>
        <translation>“%1”应为整数</translation>
    </message>
    <message>
        <source>a range ends before it starts</source>
        <translation>范围的末尾在开头之前</translation>
    </message>
    <message>
        <source>no &quot;format&quot;</source>
        <translation>缺少“format”</translation>
    </message>
    <message>
        <source>terrain of format &quot;%1&quot;</source>
        <translation>地形格式为“%1”</translation>
    </message>
    <message>
        <source>&quot;tiles&quot; names no address</source>
        <translation>“tiles”中没有地址</translation>
    </message>
    <message>
        <source>&quot;tiles&quot;: &quot;%1&quot; has no %2</source>
        <translation>“tiles”：“%1”中没有 %2</translation>
    </message>
    <message>
        <source>terrain in &quot;%1&quot;</source>
        <translation>地形坐标系为“%1”</translation>
    </message>
    <message>
        <source>character %1: %2</source>
        <translation>第 %1 个字符：%2</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>第 %1 级</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 缺失</translation>
    </message>
    <message>
        <source>%1 is no number</source>
        <translation>%1 不是数字</translation>
    </message>
    <message>
        <source>%1 is no index</source>
        <translation>%1 不是索引</translation>
    </message>
    <message>
        <source>%1 is no text</source>
        <translation>%1 不是文本</translation>
    </message>
    <message>
        <source>%1 is not an object</source>
        <translation>%1 不是对象</translation>
    </message>
    <message>
        <source>%1 is not an array</source>
        <translation>%1 不是数组</translation>
    </message>
    <message>
        <source>%1 is out of range</source>
        <translation>%1 超出范围</translation>
    </message>
    <message>
        <source>%1 is negative</source>
        <translation>%1 为负数</translation>
    </message>
    <message>
        <source>%1 is not above 0</source>
        <translation>%1 不大于 0</translation>
    </message>
    <message>
        <source>%1 is 0</source>
        <translation>%1 为 0</translation>
    </message>
    <message>
        <source>missing closing parenthesis</source>
        <translation>缺少右括号</translation>
    </message>
    <message>
        <source>missing terminating ] for character class</source>
        <translation>缺少收尾的“]”</translation>
    </message>
    <message>
        <source>quantifier does not follow a repeatable item</source>
        <translation>量词前没有可重复的内容</translation>
    </message>
    <message>
        <source>unmatched closing parenthesis</source>
        <translation>多余的右括号</translation>
    </message>
    <message>
        <source>the features that have a property &quot;%1&quot; cannot be styled</source>
        <translation>具有属性“%1”的要素不能设置样式</translation>
    </message>
    <message>
        <source>a web page, neither a tileset nor a scene</source>
        <translation>这是网页，不是瓦片集或场景</translation>
    </message>
    <message>
        <source>a web page, neither a 3D tile nor glTF</source>
        <translation>这是网页，不是 3D 瓦片或 glTF</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: %2</source>
        <translation>“%1”：%2</translation>
    </message>
    <message>
        <source>picture of %1 x %2 pixels, the limit is %3 on a side and %4 in all</source>
        <translation>图片为 %1 × %2 像素，上限为每边 %3、共 %4 像素</translation>
    </message>
    <message>
        <source>a picture without pixels: %1 x %2</source>
        <translation>图片没有像素：%1 × %2</translation>
    </message>
    <message>
        <source>one-dimensional textures are not supported</source>
        <translation>不支持一维纹理</translation>
    </message>
    <message>
        <source>3D textures are not supported: depth %1</source>
        <translation>不支持三维纹理（深度 %1）</translation>
    </message>
    <message>
        <source>cube maps are not supported</source>
        <translation>不支持立方体贴图</translation>
    </message>
    <message>
        <source>array textures are not supported: %1 layers</source>
        <translation>不支持数组纹理（有 %1 层）</translation>
    </message>
    <message>
        <source>colour model %1 is not supported</source>
        <translation>不支持颜色模型 %1</translation>
    </message>
    <message>
        <source>PNG: the file ends early</source>
        <translation>PNG：文件不完整</translation>
    </message>
    <message>
        <source>PNG: a checksum does not fit</source>
        <translation>PNG：校验和不符</translation>
    </message>
    <message>
        <source>PNG: the picture&apos;s data have the wrong length</source>
        <translation>PNG：图像数据长度不对</translation>
    </message>
    <message>
        <source>PNG: the picture&apos;s data are damaged (%1)</source>
        <translation>PNG：图像数据已损坏（%1）</translation>
    </message>
    <message>
        <source>JPEG: the file ends early</source>
        <translation>JPEG：文件不完整</translation>
    </message>
    <message>
        <source>JPEG: the picture&apos;s data are damaged (%1)</source>
        <translation>JPEG：图像数据已损坏（%1）</translation>
    </message>
    <message>
        <source>JPEG: the picture&apos;s data are damaged</source>
        <translation>JPEG：图像数据已损坏</translation>
    </message>
    <message>
        <source>3DTILES_bounding_volume_S2: token &quot;%1&quot; names no S2 cell</source>
        <translation>3DTILES_bounding_volume_S2：token“%1”不是 S2 单元</translation>
    </message>
    <message>
        <source>3DTILES_bounding_volume_S2: token is no text</source>
        <translation>3DTILES_bounding_volume_S2：token 不是文本</translation>
    </message>
    <message>
        <source>3DTILES_bounding_volume_S2: without minimumHeight and maximumHeight that are numbers</source>
        <translation>3DTILES_bounding_volume_S2：minimumHeight 和 maximumHeight 缺失或不是数字</translation>
    </message>
    <message>
        <source>begins with a byte order mark, which JSON may not</source>
        <translation>以字节顺序标记（BOM）开头，JSON 不允许</translation>
    </message>
    <message>
        <source>the semantic %1 is none of the standard ones; not checked</source>
        <translation>语义 %1 不在标准之列，未作检查</translation>
    </message>
    <message>
        <source>the primitive has no attribute %1</source>
        <translation>图元没有属性 %1</translation>
    </message>
    <message>
        <source>supercompression scheme %1 is not supported</source>
        <translation>不支持超压缩方案 %1</translation>
    </message>
    <message>
        <source>3D Tiles version &quot;%1&quot; is not known</source>
        <translation>不认识的 3D Tiles 版本“%1”</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>未定义</translation>
    </message>
    <message>
        <source>null</source>
        <translation>空值</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>string</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>array</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>regExp</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>what answers on this port speaks no TLS; the address may have to begin with http:</source>
        <translation>该端口的应答不是 TLS；网址或应以 http: 开头</translation>
    </message>
    <message>
        <source>the server broke the connection off instead of speaking TLS; the address may have to begin with http:</source>
        <translation>服务器没有进行 TLS 握手就断开了连接；网址或应以 http: 开头</translation>
    </message>
    <message>
        <source>no XML document</source>
        <translation>不是 XML 文档</translation>
    </message>
    <message>
        <source>a document of no bytes</source>
        <translation>文档为空(0 字节)</translation>
    </message>
    <message>
        <source>an XML document with a zero byte</source>
        <translation>XML 文档中有零字节</translation>
    </message>
    <message>
        <source>an XML document without an element</source>
        <translation>XML 文档中没有元素</translation>
    </message>
    <message>
        <source>XML elements nested more than %1 deep</source>
        <translation>XML 元素嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>more than %1 XML elements and attributes</source>
        <translation>XML 元素和属性超过 %1 个</translation>
    </message>
    <message>
        <source>the service says: %1</source>
        <translation>服务返回：%1</translation>
    </message>
    <message>
        <source>no WMTS capabilities: the root element is &quot;%1&quot;</source>
        <translation>不是 WMTS 能力文档：根元素为“%1”</translation>
    </message>
    <message>
        <source>no WMS capabilities: the root element is &quot;%1&quot;</source>
        <translation>不是 WMS 能力文档：根元素为“%1”</translation>
    </message>
    <message>
        <source>no TileMap of a TMS: the root element is &quot;%1&quot;</source>
        <translation>不是 TMS 的 TileMap 文档：根元素为“%1”</translation>
    </message>
    <message>
        <source>WMTS version %1</source>
        <translation>WMTS 版本 %1</translation>
    </message>
    <message>
        <source>WMS version &quot;%1&quot;</source>
        <translation>WMS 版本“%1”</translation>
    </message>
    <message>
        <source>WMTS capabilities without a layer</source>
        <translation>WMTS 能力文档中没有图层</translation>
    </message>
    <message>
        <source>WMS capabilities without a layer that has a name</source>
        <translation>WMS 能力文档中没有具名图层</translation>
    </message>
    <message>
        <source>has no layer &quot;%1&quot;, only %2</source>
        <translation>没有图层“%1”，只有 %2</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; has no style &quot;%2&quot;, only %3</source>
        <translation>图层“%1”没有样式“%2”，只有 %3</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; names tile matrix set &quot;%2&quot;, which is not described</source>
        <translation>图层“%1”引用的瓦片矩阵集“%2”没有定义</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; names no tile matrix set</source>
        <translation>图层“%1”没有引用瓦片矩阵集</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; is not offered in tile matrix set &quot;%2&quot;, only in %3</source>
        <translation>图层“%1”不提供瓦片矩阵集“%2”，只有 %3</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; is offered as %2 only</source>
        <translation>图层“%1”只提供 %2 格式</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; is offered in no coordinate system that is known here</source>
        <translation>图层“%1”提供的坐标系均无法识别</translation>
    </message>
    <message>
        <source>layer &quot;%1&quot; has no extent that could be expressed in %2</source>
        <translation>图层“%1”的范围无法用 %2 表示</translation>
    </message>
    <message>
        <source>offers no format of pictures that is read here</source>
        <translation>没有本程序能读取的图片格式</translation>
    </message>
    <message>
        <source>makes pictures of at most %1 by %2 pixels</source>
        <translation>图片最大只有 %1×%2 像素</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot; of set &quot;%2&quot;: %3 is &quot;%4&quot;</source>
        <translation>瓦片矩阵集“%2”的矩阵“%1”：%3 为“%4”</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;: %2 by %3 tiles</source>
        <translation>瓦片矩阵“%1”：%2×%3 个瓦片</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;: tiles of %2 by %3 pixels</source>
        <translation>瓦片矩阵“%1”：瓦片为 %2×%3 像素</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;: a pixel has no size</source>
        <translation>瓦片矩阵“%1”：像素大小为零</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;: its corner is no position</source>
        <translation>瓦片矩阵“%1”：角点坐标无效</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot; has no corner</source>
        <translation>瓦片矩阵“%1”没有角点</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot; has rows of different widths</source>
        <translation>瓦片矩阵“%1”各行宽度不同</translation>
    </message>
    <message>
        <source>a tile matrix set without levels</source>
        <translation>瓦片矩阵集没有级别</translation>
    </message>
    <message>
        <source>a tile matrix set whose levels begin at different corners</source>
        <translation>瓦片矩阵集各级别的起始角不同</translation>
    </message>
    <message>
        <source>has no levels between %1 and %2</source>
        <translation>没有 %1 至 %2 之间的级别</translation>
    </message>
    <message>
        <source>TileSet &quot;%1&quot;: units-per-pixel is &quot;%2&quot;</source>
        <translation>TileSet“%1”：units-per-pixel 为“%2”</translation>
    </message>
    <message>
        <source>its Origin is no position</source>
        <translation>Origin 不是有效坐标</translation>
    </message>
    <message>
        <source>names no tileset of pictures as OGC API Tiles has them</source>
        <translation>没有 OGC API Tiles 的图片瓦片集</translation>
    </message>
    <message>
        <source>names no tileset of pictures in tile matrix set &quot;%1&quot;</source>
        <translation>没有瓦片矩阵集“%1”的图片瓦片集</translation>
    </message>
    <message>
        <source>its tile matrix set &quot;%1&quot; is not described</source>
        <translation>瓦片矩阵集“%1”没有定义</translation>
    </message>
    <message>
        <source>no JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>%1: not a coordinate system that is known here</source>
        <translation>%1：无法识别的坐标系</translation>
    </message>
    <message>
        <source>pictures in %1 are not numbered by any convention; a WMTS says where each of its pictures lies</source>
        <translation>%1 的图片没有通行的编号规则；请使用 WMTS，它会说明每张图片的位置</translation>
    </message>
    <message>
        <source>the URL template has no {%1}</source>
        <translation>网址模板缺少 {%1}</translation>
    </message>
    <message>
        <source>holds no picture, or none that can be chosen here</source>
        <translation>文件中没有可显示的图片</translation>
    </message>
    <message>
        <source>has no raster &quot;%1&quot;: %2</source>
        <translation>没有栅格“%1”：%2</translation>
    </message>
    <message>
        <source>says neither where its pixels lie nor has it control points</source>
        <translation>既没有像素位置，也没有控制点</translation>
    </message>
    <message>
        <source>names no coordinate system; a scene can state it as &quot;crs&quot;</source>
        <translation>没有坐标系；可在场景中用“crs”指定</translation>
    </message>
    <message>
        <source>holds only bands of complex numbers or of opacity</source>
        <translation>只有复数或透明度波段</translation>
    </message>
    <message>
        <source>holds no bands</source>
        <translation>没有波段</translation>
    </message>
    <message>
        <source>it has no overviews that would do for %1 by %2 pixels, so it is shown from near only; gdaladdo adds them</source>
        <translation>没有适合 %1×%2 像素的金字塔，只能在近处显示；可用 gdaladdo 添加</translation>
    </message>
    <message>
        <source>it has no overviews for its %1 by %2 pixels, so it is slow to show from afar; gdaladdo adds them</source>
        <translation>%1×%2 像素却没有金字塔，从远处显示较慢；可用 gdaladdo 添加</translation>
    </message>
    <message>
        <source>it is placed by the best flat fit through %1 control points, which is right to no pixel</source>
        <translation>位置由 %1 个控制点的最佳平面拟合得到，达不到像素精度</translation>
    </message>
    <message>
        <source>a sample of it holds no values that count</source>
        <translation>抽样中没有有效值</translation>
    </message>
    <message>
        <source>make no range of its tiles; taken as none</source>
        <translation>不是有效的瓦片范围；按无限制处理</translation>
    </message>
    <message>
        <source>is no extent; taken as none</source>
        <translation>不是有效范围；按无限制处理</translation>
    </message>
    <message>
        <source>the extent of its pictures is empty</source>
        <translation>图片范围为空</translation>
    </message>
    <message>
        <source>its extent lies nowhere on Earth</source>
        <translation>图片范围不在地球上</translation>
    </message>
    <message>
        <source>must be a colour such as &quot;#ffffff&quot; or a number as text</source>
        <translation>必须是颜色（如“#ffffff”）或以文本表示的数字</translation>
    </message>
    <message>
        <source>cannot be put on Earth from %1: %2</source>
        <translation>无法从坐标系 %1 放到地球上：%2</translation>
    </message>
    <message>
        <source>a key file holds 32 bytes, or 64 hexadecimal digits</source>
        <translation>密钥文件应为 32 字节，或 64 个十六进制数字</translation>
    </message>
    <message>
        <source>the key file cannot be opened</source>
        <translation>无法打开密钥文件</translation>
    </message>
    <message>
        <source>a passphrase has at least 8 characters</source>
        <translation>口令至少 8 个字符</translation>
    </message>
    <message>
        <source>it was encrypted with a key, not with a passphrase</source>
        <translation>它是用密钥而不是口令加密的</translation>
    </message>
    <message>
        <source>it was encrypted with a passphrase, not with a key</source>
        <translation>它是用口令而不是密钥加密的</translation>
    </message>
    <message>
        <source>both content and contents</source>
        <translation>content 与 contents 同时出现</translation>
    </message>
    <message>
        <source>the area lies beside this layer, which covers %1</source>
        <translation>该区域在此图层之外，图层范围为 %1</translation>
    </message>
    <message>
        <source>has no level %1, only %2 to %3</source>
        <translation>没有级别 %1，只有 %2 至 %3</translation>
    </message>
    <message>
        <source>the coarsest level, %1, is finer than the finest</source>
        <translation>最粗级别 %1 比最细级别还细</translation>
    </message>
    <message>
        <source>about %1 are needed, %2 are free in this folder; choose a smaller area or a coarser level</source>
        <translation>约需 %1，此文件夹剩余 %2；请选择较小的区域或较粗的级别</translation>
    </message>
    <message>
        <source>the file would be %1 by %2 pixels; choose a smaller area or a coarser level</source>
        <translation>文件将有 %1 × %2 像素；请选择较小的区域或较粗的级别</translation>
    </message>
    <message>
        <source>it has no pictures in this area at these levels</source>
        <translation>该区域在这些级别上没有图片</translation>
    </message>
    <message>
        <source>its pictures lie in %1; they are moved to WGS 84, which is right to about a metre</source>
        <translation>其图片采用 %1；已改算到 WGS 84，准确到约一米</translation>
    </message>
    <message>
        <source>holds no polygons</source>
        <translation>其中没有多边形</translation>
    </message>
    <message>
        <source>the scene has no imagery</source>
        <translation>场景中没有影像</translation>
    </message>
    <message>
        <source>no imagery is named &quot;%1&quot;, only %2</source>
        <translation>没有名为“%1”的影像，只有 %2</translation>
    </message>
    <message>
        <source>more than one layer is meant; say which with --layer: %1</source>
        <translation>可指的图层不止一个，请用 --layer 指明：%1</translation>
    </message>
    <message>
        <source>not taken along in the pack</source>
        <translation>离线包中没有</translation>
    </message>
    <message>
        <source>this is no pack</source>
        <translation>这不是离线包</translation>
    </message>
    <message>
        <source>pack version %1, this program knows %2</source>
        <translation>离线包版本为 %1，本程序支持到 %2</translation>
    </message>
    <message>
        <source>there is a file of this name already</source>
        <translation>已有同名文件</translation>
    </message>
    <message>
        <source>says nothing of its state</source>
        <translation>缺少状态信息</translation>
    </message>
    <message>
        <source>an entry is damaged</source>
        <translation>有一项已损坏</translation>
    </message>
    <message>
        <source>this pack was begun with another area, or other layers or levels</source>
        <translation>此离线包是以另外的范围、图层或级别开始的</translation>
    </message>
    <message>
        <source>the pack is not complete; taking along can be gone on with</source>
        <translation>离线包尚未完成；可以继续打包</translation>
    </message>
    <message>
        <source>a pack is a scene and cannot be added to another</source>
        <translation>离线包本身是场景，不能添加到另一场景</translation>
    </message>
    <message>
        <source>no area was chosen</source>
        <translation>未选择范围</translation>
    </message>
    <message>
        <source>the scene has no layer of this name</source>
        <translation>场景中没有此名称的图层</translation>
    </message>
    <message>
        <source>nothing that was chosen can be taken along</source>
        <translation>所选内容都不能放入离线包</translation>
    </message>
    <message>
        <source>cannot be taken along</source>
        <translation>不能放入离线包</translation>
    </message>
    <message>
        <source>the area lies outside of where its system is defined</source>
        <translation>范围超出其坐标系的适用区域</translation>
    </message>
    <message>
        <source>it has nothing in the area</source>
        <translation>在此范围内没有数据</translation>
    </message>
    <message>
        <source>%1 pixels in the area, too many for a grid of offsets</source>
        <translation>范围内有 %1 个像素，作为改正格网过多</translation>
    </message>
    <message>
        <source>pictures of a format that is not known</source>
        <translation>未知格式的影像</translation>
    </message>
    <message>
        <source>heights of a format that is not known</source>
        <translation>未知格式的高程</translation>
    </message>
    <message>
        <source>no tile of heights</source>
        <translation>不是高程瓦片</translation>
    </message>
    <message>
        <source>its heights cannot be unpacked</source>
        <translation>高程数据无法解压</translation>
    </message>
    <message>
        <source>bounds or levels that cannot be</source>
        <translation>范围或级别无效</translation>
    </message>
    <message>
        <source>four degrees are needed: west,south,east,north</source>
        <translation>需要四个度数：西,南,东,北</translation>
    </message>
    <message>
        <source>a polygon needs at least 3 points</source>
        <translation>多边形至少需要 3 个点</translation>
    </message>
    <message>
        <source>a point that is no longitude and latitude</source>
        <translation>有一个点不是经纬度</translation>
    </message>
    <message>
        <source>the polygon has no area</source>
        <translation>多边形没有面积</translation>
    </message>
    <message>
        <source>%1 points, at most %2 are allowed</source>
        <translation>有 %1 个点，最多允许 %2 个</translation>
    </message>
    <message>
        <source>a polygon is needed, not &quot;%1&quot;</source>
        <translation>需要多边形，而不是“%1”</translation>
    </message>
    <message>
        <source>a polygon must be a list of rings</source>
        <translation>多边形必须是环的列表</translation>
    </message>
    <message>
        <source>a ring of a polygon must be a list of positions</source>
        <translation>多边形的环必须是位置的列表</translation>
    </message>
    <message>
        <source>a position must be [longitude, latitude]</source>
        <translation>位置必须是 [经度, 纬度]</translation>
    </message>
    <message>
        <source>no GeoJSON geometry</source>
        <translation>不是 GeoJSON 几何</translation>
    </message>
    <message>
        <source>the scene wants its watermark over every picture, and files of imagery have none</source>
        <translation>场景要求所有画面带水印，而影像文件不带水印</translation>
    </message>
    <message>
        <source>has nothing of %1; the nearest is %2</source>
        <translation>没有 %1 的数据；最接近的是 %2</translation>
    </message>
    <message>
        <source>a picture has %1 pixels, where %2 are stated</source>
        <translation>图片为 %1 像素，而声明为 %2</translation>
    </message>
    <message>
        <source>no layer of the scene is of this date</source>
        <translation>场景中没有此日期的图层</translation>
    </message>
    <message>
        <source>about %1 are needed, %2 are free in this folder; choose a smaller area or coarser levels</source>
        <translation>约需 %1，此文件夹仅剩 %2；请选择较小的范围或较粗的级别</translation>
    </message>
    <message>
        <source>this pack was begun without encryption; go on with it without a key, or choose another file</source>
        <translation>此离线包开始时未加密；请不用密钥继续，或选择另一个文件</translation>
    </message>
    <message>
        <source>the same picture is given for many places where coarser ones show more; it is taken for &quot;no picture here&quot;</source>
        <translation>许多地方得到的都是同一张图片，而较粗的图片内容更多；它被视为“此处无影像”</translation>
    </message>
    <message>
        <source>heights of %1 are none on Earth; they are taken for gaps, although the file does not say that they are (nodata)</source>
        <translation>高程 %1 在地球上不存在；虽然文件没有声明（nodata），仍按空缺处理</translation>
    </message>
    <message>
        <source>a part of its pixels cannot be read: %1</source>
        <translation>有一部分像素无法读取：%1</translation>
    </message>
    <message>
        <source>its pixels cannot be read: %1</source>
        <translation>其像素无法读取：%1</translation>
    </message>
    <message>
        <source>the server gives no parts of files, so all of it was fetched at once</source>
        <translation>服务器不支持分段读取，因此整个文件被一次取回</translation>
    </message>
    <message>
        <source>the file is cut off: of its %1 bytes %2 are there</source>
        <translation>文件被截断：应有 %1 字节，只有 %2 字节</translation>
    </message>
    <message>
        <source>the file is cut off: of its %1 blocks of pixels %2 are missing</source>
        <translation>文件被截断：其 %1 个像素块中缺少 %2 个</translation>
    </message>
    <message>
        <source>its least value, %1, usually marks gaps, but the file does not say that it does (nodata)</source>
        <translation>其最小值 %1 通常表示空缺，但文件没有这样声明（nodata）</translation>
    </message>
    <message>
        <source>a web page, not a picture</source>
        <translation>是网页，不是图片</translation>
    </message>
    <message>
        <source>of %1 bands those numbered %2, %3 and %4 are shown as red, green and blue</source>
        <translation>共 %1 个波段，第 %2、%3、%4 波段分别显示为红、绿、蓝</translation>
    </message>
    <message>
        <source>of %1 bands the one numbered %2 is shown</source>
        <translation>共 %1 个波段，只显示第 %2 波段</translation>
    </message>
    <message>
        <source>no pixel of type %1 can have the nodata value %2</source>
        <translation>%1 类型的像素不可能取无数据值 %2（nodata）</translation>
    </message>
    <message>
        <source>every pixel is nodata</source>
        <translation>所有像素都是无数据值（nodata）</translation>
    </message>
    <message>
        <source>every pixel that was looked at is nodata</source>
        <translation>所查看的像素全部是无数据</translation>
    </message>
    <message>
        <source>its greatest value, %1, usually marks gaps, but the file does not say that it does (nodata)</source>
        <translation>其最大值 %1 通常表示空缺，但文件没有这样声明（nodata）</translation>
    </message>
    <message>
        <source>the file is cut off: it ends after %1 bytes, before its last blocks of pixels</source>
        <translation>文件被截断：在 %1 字节处结束，缺少最后的像素块</translation>
    </message>
    <message>
        <source>pixels cannot be read: %1</source>
        <translation>像素无法读取：%1</translation>
    </message>
    <message>
        <source>features cannot be read: %1</source>
        <translation>要素无法读取：%1</translation>
    </message>
    <message>
        <source>too large to be read whole here: only corners and middle were looked at</source>
        <translation>文件过大，没有全部读取：只检查了四角和中间</translation>
    </message>
    <message>
        <source>no overviews for %1 pixels: a distant view has to read all of them; gdaladdo makes overviews</source>
        <translation>%1 像素没有概视图：远看时必须读取全部像素；可用 gdaladdo 生成概视图</translation>
    </message>
    <message>
        <source>stored in strips of the whole width, not in tiles: a close view reads more than it shows; a cloud optimized GeoTIFF is tiled</source>
        <translation>按整行条带而不是分块存储：从近处看须读取的数据多于所显示的；云优化 GeoTIFF (COG) 是分块的</translation>
    </message>
    <message>
        <source>rows run from south to north</source>
        <translation>行序为由南向北</translation>
    </message>
    <message>
        <source>its coordinate system &quot;%1&quot; is a local one</source>
        <translation>其坐标系“%1”是局部坐标系</translation>
    </message>
    <message>
        <source>coordinates %1 are no longitudes and latitudes, which its coordinate system promises</source>
        <translation>坐标 %1 不是经纬度，与其坐标系不符</translation>
    </message>
    <message>
        <source>cannot be put on the earth from &quot;%1&quot;: %2</source>
        <translation>无法从“%1”换算到地球上的位置：%2</translation>
    </message>
    <message>
        <source>its coordinates lie outside of where that system is defined</source>
        <translation>坐标超出该坐标系的适用范围</translation>
    </message>
    <message>
        <source>a container of %1 pictures; first: %2</source>
        <translation>容器文件，含 %1 幅图像；第一幅为：%2</translation>
    </message>
    <message>
        <source>values from %1 to %2 are shown from black to white</source>
        <translation>数值 %1 至 %2 由黑到白显示</translation>
    </message>
    <message>
        <source>does not say where its pixels lie</source>
        <translation>没有说明像素的位置</translation>
    </message>
    <message>
        <source>heights of complex numbers</source>
        <translation>高程为复数</translation>
    </message>
    <message>
        <source>a picture of %1 bands or a palette, where one band of heights was expected</source>
        <translation>需要一个高程波段，这却是 %1 个波段或带调色板的图像</translation>
    </message>
    <message>
        <source>its place cannot be expressed in degrees</source>
        <translation>位置无法用经纬度表示</translation>
    </message>
    <message>
        <source>its pixels have no size</source>
        <translation>像素没有大小</translation>
    </message>
    <message>
        <source>heights in the unit &quot;%1&quot;</source>
        <translation>无法识别的高程单位“%1”</translation>
    </message>
    <message>
        <source>a raster without bands</source>
        <translation>栅格没有波段</translation>
    </message>
    <message>
        <source>a coordinate system without axes</source>
        <translation>坐标系没有坐标轴</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>没有此文件</translation>
    </message>
    <message>
        <source>no format that is known here</source>
        <translation>不是能识别的格式</translation>
    </message>
    <message>
        <source>GDAL says: %1</source>
        <translation>GDAL 的说明：%1</translation>
    </message>
    <message>
        <source>GDAL gives no reason</source>
        <translation>GDAL 未说明原因</translation>
    </message>
    <message>
        <source>its TIFF directory is damaged or ends too early</source>
        <translation>TIFF 目录已损坏或不完整</translation>
    </message>
    <message>
        <source>the file ends too early</source>
        <translation>文件过早结束</translation>
    </message>
    <message>
        <source>its packed pixels are damaged</source>
        <translation>压缩的像素已损坏</translation>
    </message>
    <message>
        <source>its JPEG pictures are damaged</source>
        <translation>其中的 JPEG 图像已损坏</translation>
    </message>
    <message>
        <source>its JPEG 2000 code stream is damaged or ends too early</source>
        <translation>JPEG 2000 码流已损坏或不完整</translation>
    </message>
    <message>
        <source>no well-formed XML: it ends too early</source>
        <translation>XML 格式不正确：过早结束</translation>
    </message>
    <message>
        <source>no well-formed XML: a defect in line %1</source>
        <translation>XML 格式不正确：第 %1 行有错</translation>
    </message>
    <message>
        <source>no well-formed XML</source>
        <translation>不是格式正确的 XML</translation>
    </message>
    <message>
        <source>its pages do not fit together (SQLite %1)</source>
        <translation>数据页互相矛盾（SQLite %1）</translation>
    </message>
    <message>
        <source>its pages do not fit together</source>
        <translation>数据页互相矛盾</translation>
    </message>
    <message>
        <source>it is no SQLite database (SQLite %1)</source>
        <translation>不是 SQLite 数据库（SQLite %1）</translation>
    </message>
    <message>
        <source>it is no SQLite database</source>
        <translation>不是 SQLite 数据库</translation>
    </message>
    <message>
        <source>there is no room left (SQLite %1)</source>
        <translation>没有剩余空间（SQLite %1）</translation>
    </message>
    <message>
        <source>there is no room left</source>
        <translation>没有剩余空间</translation>
    </message>
    <message>
        <source>it cannot be opened (SQLite %1)</source>
        <translation>无法打开（SQLite %1）</translation>
    </message>
    <message>
        <source>the disk or the network drive that it lies on fails (SQLite %1)</source>
        <translation>所在的磁盘或网络驱动器出错（SQLite %1）</translation>
    </message>
    <message>
        <source>it may not be written (SQLite %1)</source>
        <translation>不允许写入（SQLite %1）</translation>
    </message>
    <message>
        <source>another program is using it (SQLite %1)</source>
        <translation>正被其他程序使用（SQLite %1）</translation>
    </message>
    <message>
        <source>its pixels cannot be read</source>
        <translation>像素无法读取</translation>
    </message>
    <message>
        <source>neither a tileset, a content, a scene, terrain, a raster, features, a feed nor a picture that this program reads</source>
        <translation>不是本程序能读取的三维瓦片、瓦片内容、场景、地形、栅格、要素、实时数据或图片</translation>
    </message>
    <message>
        <source>levels %1 to %2; only the first was looked at</source>
        <translation>级别 %1 至 %2；只检查了第一级</translation>
    </message>
    <message>
        <source>parts of its directory are damaged; what they lead to is missing</source>
        <translation>部分目录已损坏；由此指向的内容缺失</translation>
    </message>
    <message>
        <source>of its %1 files %2 are damaged</source>
        <translation>其 %1 个文件中有 %2 个已损坏</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>words of a library or a service, as they are</comment>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>no whole answer within %1 s</source>
        <translation>%1 秒内没有收到完整的应答</translation>
    </message>
    <message>
        <source>no byte for %1 s</source>
        <translation>%1 秒没有收到任何数据</translation>
    </message>
    <message>
        <source>range outside the kept bytes</source>
        <translation>所要的字节不在已保存的范围内</translation>
    </message>
    <message>
        <source>range begins at %1 of %2 bytes</source>
        <translation>所要的字节从 %1 开始，而文件只有 %2 字节</translation>
    </message>
    <message>
        <source>range %1 of %2 bytes</source>
        <translation>所要的字节为 %1，而文件只有 %2 字节</translation>
    </message>
    <message>
        <source>%1 bytes where %2 were asked for</source>
        <translation>要求 %2 字节，只得到 %1 字节</translation>
    </message>
    <message>
        <source>HTTP %1 with an endless page</source>
        <translation>HTTP %1，应答的页面没有结尾</translation>
    </message>
    <message>
        <source>more than the limit of %1 bytes</source>
        <translation>超过 %1 字节的上限</translation>
    </message>
    <message>
        <source>more than %1 redirects</source>
        <translation>重定向超过 %1 次</translation>
    </message>
    <message>
        <source>redirected in a circle at %1</source>
        <translation>在 %1 处循环重定向</translation>
    </message>
    <message>
        <source>the proxy wants a login</source>
        <translation>代理服务器要求登录</translation>
    </message>
    <message>
        <source>not in the cache</source>
        <translation>不在缓存中</translation>
    </message>
    <message>
        <source>shutting down</source>
        <translation>程序正在退出</translation>
    </message>
    <message>
        <source>the program ends</source>
        <translation>程序正在退出</translation>
    </message>
    <message>
        <source>more at once than is kept in memory</source>
        <translation>一次读取的数据超过内存中的保留量</translation>
    </message>
    <message>
        <source>a request that only reads is all that is sent</source>
        <translation>只发送读取数据的请求</translation>
    </message>
    <message>
        <source>no such folder</source>
        <translation>没有此文件夹</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>a file of no bytes</source>
        <translation>文件为空（0 字节）</translation>
    </message>
    <message>
        <source>neither an absolute path nor an http(s) address</source>
        <translation>既不是绝对路径，也不是 http(s) 地址</translation>
    </message>
    <message>
        <source>a part of the package could not be put into a temporary file</source>
        <translation>包的一部分无法写入临时文件</translation>
    </message>
    <message>
        <source>no memory for a database connection</source>
        <translation>内存不足，无法打开数据库</translation>
    </message>
    <message>
        <source>schema version %1, this program knows %2</source>
        <translation>数据库结构为第 %1 版，本程序只认识第 %2 版</translation>
    </message>
    <message>
        <source>cache version %1, this program knows %2</source>
        <translation>缓存为第 %1 版，本程序只认识第 %2 版</translation>
    </message>
    <message>
        <source>found while reading</source>
        <translation>读取时发现</translation>
    </message>
    <message>
        <source>cannot be brought under its limit</source>
        <translation>无法缩小到上限以内</translation>
    </message>
    <message>
        <source>encrypted with %1</source>
        <translation>加密方式为 %1</translation>
    </message>
    <message>
        <source>shorter than a sealed blob</source>
        <translation>数据过短，不是加密数据</translation>
    </message>
    <message>
        <source>the authentication tag does not fit</source>
        <translation>校验标签不符</translation>
    </message>
    <message>
        <source>OpenSSL refuses random bytes</source>
        <translation>OpenSSL 无法提供随机数</translation>
    </message>
    <message>
        <source>OpenSSL refuses to encrypt</source>
        <translation>OpenSSL 拒绝加密</translation>
    </message>
    <message>
        <source>OpenSSL refuses to decrypt</source>
        <translation>OpenSSL 拒绝解密</translation>
    </message>
    <message>
        <source>OpenSSL refuses %1</source>
        <translation>OpenSSL 拒绝执行：%1</translation>
    </message>
    <message>
        <source>%1 by %2 heights</source>
        <translation>%1×%2 个高程</translation>
    </message>
    <message>
        <source>heights of another source than a raster</source>
        <translation>不是来自栅格的高程</translation>
    </message>
    <message>
        <source>cannot deflate</source>
        <translation>无法压缩</translation>
    </message>
    <message>
        <source>no encoder</source>
        <translation>没有编码器</translation>
    </message>
    <message>
        <source>cannot encode</source>
        <translation>无法编码</translation>
    </message>
    <message>
        <source>this VRT came from a server and names local files</source>
        <translation>来自服务器的 VRT 不得引用本机文件</translation>
    </message>
    <message>
        <source>GDAL cannot open it and gives no reason</source>
        <translation>GDAL 无法打开，且未说明原因</translation>
    </message>
    <message>
        <source>GDAL has written nothing</source>
        <translation>GDAL 没有写出任何数据</translation>
    </message>
    <message>
        <source>GDAL does not take its place</source>
        <translation>GDAL 不接受其位置</translation>
    </message>
    <message>
        <source>this GDAL writes no %1</source>
        <translation>此 GDAL 不能写 %1</translation>
    </message>
    <message>
        <source>no memory for a picture</source>
        <translation>内存不足，放不下图片</translation>
    </message>
    <message>
        <source>a picture cannot be encoded</source>
        <translation>图片无法编码</translation>
    </message>
    <message>
        <source>its pictures are made, not fetched</source>
        <translation>其图片由本机生成，不是下载所得</translation>
    </message>
    <message>
        <source>pictures of this source are asked for, not read</source>
        <translation>此数据源的图片需要请求，不能直接读取</translation>
    </message>
    <message>
        <source>opened without what describes it</source>
        <translation>缺少其说明文档</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>未说明原因</translation>
    </message>
    <message>
        <source>not a coordinate system that GDAL can write</source>
        <translation>GDAL 无法写出此坐标系</translation>
    </message>
    <message>
        <source>not a coordinate system that is known here</source>
        <translation>无法识别的坐标系</translation>
    </message>
    <message>
        <source>not a coordinate system: %1</source>
        <translation>不是坐标系：%1</translation>
    </message>
    <message>
        <source>unknown to PROJ</source>
        <translation>PROJ 不认识</translation>
    </message>
    <message>
        <source>position has no finite counterpart</source>
        <translation>此位置没有对应的坐标</translation>
    </message>
    <message>
        <source>no operation between the systems: %1</source>
        <translation>两个坐标系之间没有转换方法：%1</translation>
    </message>
    <message>
        <source>its coordinate system cannot be used</source>
        <translation>其坐标系无法使用</translation>
    </message>
    <message>
        <source>coordinates are no longitudes and latitudes, which its coordinate system promises</source>
        <translation>坐标不是经纬度，与其坐标系不符</translation>
    </message>
    <message>
        <source>names no coordinate system</source>
        <translation>没有坐标系</translation>
    </message>
    <message>
        <source>no overviews for %1 x %2 pixels: a distant view has to read all of them; gdaladdo makes overviews</source>
        <translation>%1×%2 像素却没有金字塔：从远处看须读取全部像素；可用 gdaladdo 建立金字塔</translation>
    </message>
    <message>
        <source>its pixels have no area</source>
        <translation>像素没有面积</translation>
    </message>
    <message>
        <source>its extent lies beyond what Web Mercator shows</source>
        <translation>范围超出 Web 墨卡托所能显示的区域</translation>
    </message>
    <message>
        <source>a tile of %1 x %2 pixels</source>
        <translation>瓦片为 %1×%2 像素</translation>
    </message>
    <message>
        <source>imagery of kind &quot;%1&quot; is not known</source>
        <translation>无法识别的影像类型“%1”</translation>
    </message>
    <message>
        <source>ScaleDenominator is &quot;%1&quot;</source>
        <translation>比例尺分母（ScaleDenominator）为“%1”</translation>
    </message>
    <message>
        <source>TopLeftCorner is &quot;%1&quot;</source>
        <translation>左上角（TopLeftCorner）为“%1”</translation>
    </message>
    <message>
        <source>%1 levels, the limit is %2</source>
        <translation>共 %1 级，上限为 %2 级</translation>
    </message>
    <message>
        <source>a tile matrix set without levels that have a name</source>
        <translation>瓦片矩阵集没有具名级别</translation>
    </message>
    <message>
        <source>the corner is written in the other order than %1 has its axes; read as it makes sense</source>
        <translation>角点坐标的次序与 %1 的轴序相反；已按合理的次序读取</translation>
    </message>
    <message>
        <source>its scale denominators are reckoned with 96 dpi instead of pixels of 0.28 mm</source>
        <translation>比例尺分母按 96 dpi 计算，而不是按 0.28 毫米的像素</translation>
    </message>
    <message>
        <source>more than %1 XML elements and attributes, or nested more than %2 deep</source>
        <translation>XML 元素和属性超过 %1 个，或嵌套超过 %2 层</translation>
    </message>
    <message>
        <source>the URL template has neither {y} nor {-y}</source>
        <translation>网址模板中没有 {y}，也没有 {-y}</translation>
    </message>
    <message>
        <source>the URL template has no %1</source>
        <translation>网址模板中没有 %1</translation>
    </message>
    <message>
        <source>levels %1 to %2 are no range within 0 to %3</source>
        <translation>级别 %1 至 %2 不在 0 至 %3 之内</translation>
    </message>
    <message>
        <source>a quantized-mesh header needs %1 bytes, the file has %2</source>
        <translation>quantized-mesh 文件头需要 %1 字节，文件只有 %2 字节</translation>
    </message>
    <message>
        <source>the header is not that of a quantized mesh: centre, heights or bounding sphere are no numbers</source>
        <translation>不是 quantized-mesh 文件头：中心、高程或包围球不是数字</translation>
    </message>
    <message>
        <source>%1 vertices need %2 bytes, there are %3</source>
        <translation>%1 个顶点需要 %2 字节，只有 %3 字节</translation>
    </message>
    <message>
        <source>%1 vertices</source>
        <translation>%1 个顶点</translation>
    </message>
    <message>
        <source>%1 coordinates lie outside the tile</source>
        <translation>%1 个坐标在瓦片之外</translation>
    </message>
    <message>
        <source>no triangles after the vertices</source>
        <translation>顶点之后没有三角形</translation>
    </message>
    <message>
        <source>%1 triangles need more than the %2 bytes that are left</source>
        <translation>%1 个三角形需要的字节多于剩余的 %2 字节</translation>
    </message>
    <message>
        <source>triangle %1 names a vertex that is not among the %2</source>
        <translation>三角形 %1 引用的顶点不在 %2 个顶点之中</translation>
    </message>
    <message>
        <source>the file ends before its edges do</source>
        <translation>文件在边界数据之前就结束了</translation>
    </message>
    <message>
        <source>names vertices that are not there</source>
        <translation>引用了不存在的顶点</translation>
    </message>
    <message>
        <source>bytes after the end that are no extension</source>
        <translation>结尾之后有多余的字节，不是扩展</translation>
    </message>
    <message>
        <source>states %1 bytes, there are %2</source>
        <translation>声明有 %1 字节，实有 %2 字节</translation>
    </message>
    <message>
        <source>its length is written in big-endian order</source>
        <translation>长度按大端序写入</translation>
    </message>
    <message>
        <source>normals of %1 vertices in %2 bytes</source>
        <translation>%1 个顶点的法线只有 %2 字节</translation>
    </message>
    <message>
        <source>a water mask has 1 or 65536 bytes, not %1</source>
        <translation>水面掩膜应为 1 或 65536 字节，实为 %1 字节</translation>
    </message>
    <message>
        <source>its JSON is longer than the extension</source>
        <translation>JSON 比扩展本身还长</translation>
    </message>
    <message>
        <source>a terrain tile without triangles</source>
        <translation>地形瓦片没有三角形</translation>
    </message>
    <message>
        <source>a range reaches beyond the %1 x %2 tiles</source>
        <translation>范围超出 %1×%2 个瓦片</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is read as &quot;tms&quot;</source>
        <translation>“%1”按“tms”读取</translation>
    </message>
    <message>
        <source>four numbers were expected</source>
        <translation>需要四个数字</translation>
    </message>
    <message>
        <source>does not say which tiles there are</source>
        <translation>没有说明有哪些瓦片</translation>
    </message>
    <message>
        <source>does not lie in the tile that the address names; perhaps another tiling scheme</source>
        <translation>不在网址所指的瓦片内；可能是另一种瓦片编号方式</translation>
    </message>
    <message>
        <source>no town of this name; the most similar are %1</source>
        <translation>没有这个镇街；相近的有：%1</translation>
    </message>
    <message>
        <source>no town of this name; there are %1</source>
        <translation>没有这个镇街；可选：%1</translation>
    </message>
    <message>
        <source>neither four degrees nor a file; towns are known by name in the demo city only</source>
        <translation>既不是四个经纬度，也不是文件；只有演示城市才能按镇街名称选择</translation>
    </message>
    <message>
        <source>neither a tileset nor a scene: an object without keys</source>
        <translation>既不是三维瓦片也不是场景：对象中没有任何键</translation>
    </message>
    <message>
        <source>GTFS-Realtime and other protocol buffers are not read yet</source>
        <translation>尚不能读取 GTFS-Realtime 等 protobuf 数据</translation>
    </message>
    <message>
        <source>GML and CityGML are not read yet</source>
        <translation>尚不能读取 GML 和 CityGML</translation>
    </message>
    <message>
        <source>only the first %1 features were looked at</source>
        <translation>只检查了前 %1 个要素</translation>
    </message>
    <message>
        <source>%1 geometries are not valid; %2</source>
        <translation>%1 个几何图形无效；%2</translation>
    </message>
    <message>
        <source>%1 features have no geometry</source>
        <translation>%1 个要素没有几何图形</translation>
    </message>
    <message>
        <source>holds no features</source>
        <translation>没有要素</translation>
    </message>
    <message>
        <source>holds no layers</source>
        <translation>没有图层</translation>
    </message>
    <message>
        <source>feature %1: %2</source>
        <translation>要素 %1：%2</translation>
    </message>
    <message>
        <source>%1 faces</source>
        <translation>有 %1 个面</translation>
    </message>
    <message>
        <source>VkFormat %1</source>
        <translation>像素格式 VkFormat %1</translation>
    </message>
    <message>
        <source>valueType &quot;%1&quot; is no type of whole numbers</source>
        <translation>valueType“%1”不是整数类型</translation>
    </message>
    <message>
        <source>not four numbers</source>
        <translation>不是四个数字</translation>
    </message>
    <message>
        <source>%1, an array of %2</source>
        <translation>%1，%2 个元素的数组</translation>
    </message>
    <message>
        <source>%1, an array</source>
        <translation>%1，数组</translation>
    </message>
    <message>
        <source>live sources of kind &quot;%1&quot; are not read yet</source>
        <translation>尚不能读取类型为“%1”的实时数据源</translation>
    </message>
    <message>
        <source>stations in &quot;%1&quot; are not read yet</source>
        <translation>尚不能读取坐标系为“%1”的站点</translation>
    </message>
    <message>
        <source>pollSeconds must be above 0</source>
        <translation>pollSeconds 必须大于 0</translation>
    </message>
    <message>
        <source>the next page &quot;%1&quot; may not be fetched</source>
        <translation>不得读取下一页“%1”</translation>
    </message>
    <message>
        <source>the next page &quot;%1&quot; was read before</source>
        <translation>下一页“%1”此前已读过</translation>
    </message>
    <message>
        <source>more than %1 pages</source>
        <translation>超过 %1 页</translation>
    </message>
    <message>
        <source>station %1 has no datastream %2</source>
        <translation>站点 %1 没有数据流 %2</translation>
    </message>
    <message>
        <source>Thing %1, Datastream %2: %3</source>
        <translation>站点 %1 的数据流 %2：%3</translation>
    </message>
    <message>
        <source>Thing %1: %2</source>
        <translation>站点 %1：%2</translation>
    </message>
    <message>
        <source>entry %1 is no object</source>
        <translation>第 %1 项不是对象</translation>
    </message>
    <message>
        <source>entry %1: %2</source>
        <translation>第 %1 项：%2</translation>
    </message>
    <message>
        <source>observation %1: %2</source>
        <translation>第 %1 条观测：%2</translation>
    </message>
    <message>
        <source>stands twice</source>
        <translation>重复出现</translation>
    </message>
    <message>
        <source>result &quot;%1&quot; is no number</source>
        <translation>观测结果“%1”不是数字</translation>
    </message>
    <message>
        <source>result is neither a number nor a text</source>
        <translation>观测结果既不是数字也不是文本</translation>
    </message>
    <message>
        <source>result %1 is no measurement</source>
        <translation>观测结果 %1 不是有效测值</translation>
    </message>
    <message>
        <source>has no result</source>
        <translation>没有观测结果</translation>
    </message>
    <message>
        <source>time &quot;%1&quot; is no instant with a zone</source>
        <translation>时间“%1”不是带时区的时刻</translation>
    </message>
    <message>
        <source>time %1 lies in the future</source>
        <translation>时间 %1 在未来</translation>
    </message>
    <message>
        <source>location is a Feature without geometry</source>
        <translation>位置（location）是没有几何图形的要素</translation>
    </message>
    <message>
        <source>location is a &quot;%1&quot;, not a Point</source>
        <translation>位置（location）是“%1”，不是点</translation>
    </message>
    <message>
        <source>location is encoded as %1</source>
        <translation>位置（location）的编码为 %1</translation>
    </message>
    <message>
        <source>coordinates are no numbers</source>
        <translation>坐标不是数字</translation>
    </message>
    <message>
        <source>coordinates are missing</source>
        <translation>没有坐标</translation>
    </message>
    <message>
        <source>coordinates %1, %2 are out of range</source>
        <translation>坐标 %1, %2 超出范围</translation>
    </message>
    <message>
        <source>has no Location</source>
        <translation>没有位置（Location）</translation>
    </message>
    <message>
        <source>has no Datastreams</source>
        <translation>没有数据流（Datastreams）</translation>
    </message>
    <message>
        <source>has no unitOfMeasurement</source>
        <translation>没有计量单位（unitOfMeasurement）</translation>
    </message>
    <message>
        <source>its ObservedProperty has no name</source>
        <translation>观测项目（ObservedProperty）没有名称</translation>
    </message>
    <message>
        <source>a Datastream without @iot.id</source>
        <translation>数据流没有 @iot.id</translation>
    </message>
    <message>
        <source>a Thing without @iot.id</source>
        <translation>站点没有 @iot.id</translation>
    </message>
    <message>
        <source>the page is empty</source>
        <translation>页面为空</translation>
    </message>
    <message>
        <source>not a SensorThings page: no list &quot;value&quot;</source>
        <translation>不是 SensorThings 页面：没有列表“value”</translation>
    </message>
    <message>
        <source>@iot.nextLink is not a text</source>
        <translation>@iot.nextLink 不是文本</translation>
    </message>
    <message>
        <source>must be {&quot;warning&quot;: a, &quot;alarm&quot;: b} with a &lt;= b</source>
        <translation>须为 {&quot;warning&quot;: a, &quot;alarm&quot;: b}，且 a 不大于 b</translation>
    </message>
    <message>
        <source>must be a number above 0</source>
        <translation>须为大于 0 的数字</translation>
    </message>
    <message>
        <source>must be an object</source>
        <translation>须为对象</translation>
    </message>
    <message>
        <source>must be a text, is %1</source>
        <translation>须为文本，却是%1</translation>
    </message>
    <message>
        <source>must be a text</source>
        <translation>须为文本</translation>
    </message>
    <message>
        <source>must be an mqtt: or mqtts: URL</source>
        <translation>须为 mqtt: 或 mqtts: 网址</translation>
    </message>
    <message>
        <source>heights above the 1985 datum need an offsetGrid or a heightOffset to be placed</source>
        <translation>1985 国家高程基准的高程需要 offsetGrid 或 heightOffset 才能定位</translation>
    </message>
    <message>
        <source>%1 is above maxLevel %2</source>
        <translation>%1 大于 maxLevel %2</translation>
    </message>
    <message>
        <source>vector data is not supported yet</source>
        <translation>尚不支持矢量数据</translation>
    </message>
    <message>
        <source>%1 is not supported yet</source>
        <translation>尚不支持%1</translation>
    </message>
    <message>
        <source>holds a user name or password; name a keychain entry under &quot;auth&quot; instead</source>
        <translation>含有用户名或密码；请改用“auth”指定钥匙串中的条目</translation>
    </message>
    <message>
        <source>names no host</source>
        <translation>没有主机名</translation>
    </message>
    <message>
        <source>holds a zero byte</source>
        <translation>含有零字节</translation>
    </message>
    <message>
        <source>a scene that came over http may not name files</source>
        <translation>通过 http 得到的场景不得引用本机文件</translation>
    </message>
    <message>
        <source>GML or CityGML is not read yet</source>
        <translation>尚不能读取 GML 或 CityGML</translation>
    </message>
    <message>
        <source>quantized-mesh terrain or TileJSON is not read yet</source>
        <translation>尚不能单独读取 quantized-mesh 地形或 TileJSON</translation>
    </message>
    <message>
        <source>quantized-mesh terrain is not read yet</source>
        <translation>尚不能单独读取 quantized-mesh 地形</translation>
    </message>
    <message>
        <source>packed tile is not read yet</source>
        <translation>尚不能读取打包的瓦片</translation>
    </message>
    <message>
        <source>ZIP archive is not read yet</source>
        <translation>尚不能读取 ZIP 压缩文件</translation>
    </message>
    <message>
        <source>picture is not read yet</source>
        <translation>尚不能读取普通图片</translation>
    </message>
    <message>
        <source>not writable: %1</source>
        <translation>不可写：%1</translation>
    </message>
    <message>
        <source>cannot create a file beside it: %1</source>
        <translation>无法在同一文件夹中新建文件：%1</translation>
    </message>
    <message>
        <source>cannot set its permissions: %1</source>
        <translation>无法设置权限：%1</translation>
    </message>
    <message>
        <source>cannot write: %1</source>
        <translation>无法写入：%1</translation>
    </message>
    <message>
        <source>cannot take the place of the old file: %1</source>
        <translation>无法替换旧文件：%1</translation>
    </message>
    <message>
        <source>cannot open: %1</source>
        <translation>无法打开：%1</translation>
    </message>
    <message>
        <source>cannot read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>unterminated object</source>
        <translation>对象没有结束</translation>
    </message>
    <message>
        <source>missing name separator</source>
        <translation>键名后缺少冒号</translation>
    </message>
    <message>
        <source>unterminated array</source>
        <translation>列表没有结束</translation>
    </message>
    <message>
        <source>missing value separator</source>
        <translation>值之间缺少逗号</translation>
    </message>
    <message>
        <source>illegal value</source>
        <translation>值不合规则</translation>
    </message>
    <message>
        <source>invalid termination by number</source>
        <translation>数字后不应结束</translation>
    </message>
    <message>
        <source>illegal number</source>
        <translation>数字不合规则</translation>
    </message>
    <message>
        <source>invalid escape sequence</source>
        <translation>转义序列无效</translation>
    </message>
    <message>
        <source>invalid UTF8 string</source>
        <translation>不是有效的 UTF-8 文本</translation>
    </message>
    <message>
        <source>unterminated string</source>
        <translation>文本没有结束</translation>
    </message>
    <message>
        <source>object is missing after a comma</source>
        <translation>逗号后缺少内容</translation>
    </message>
    <message>
        <source>too deeply nested document</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>too large document</source>
        <translation>文档过大</translation>
    </message>
    <message>
        <source>garbage at the end of the document</source>
        <translation>文档末尾有多余内容</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有此文件或文件夹</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间已满</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入输出错误</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>数据库文件已损坏</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>文件不是数据库</translation>
    </message>
    <message>
        <source>unable to open database file (SQLite %1)</source>
        <translation>无法打开数据库文件（SQLite %1）</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>无法打开数据库文件</translation>
    </message>
    <message>
        <source>attempt to write a readonly database (SQLite %1)</source>
        <translation>数据库是只读的（SQLite %1）</translation>
    </message>
    <message>
        <source>disk I/O error (SQLite %1)</source>
        <translation>磁盘读写错误（SQLite %1）</translation>
    </message>
    <message>
        <source>database or disk is full (SQLite %1)</source>
        <translation>数据库或磁盘已满（SQLite %1）</translation>
    </message>
    <message>
        <source>database is locked (SQLite %1)</source>
        <translation>数据库正被另一程序使用（SQLite %1）</translation>
    </message>
    <message>
        <source>no such table: %1 (SQLite %2)</source>
        <translation>没有数据表 %1（SQLite %2）</translation>
    </message>
    <message>
        <source>overviews</source>
        <translation>金字塔</translation>
    </message>
    <message>
        <source>features</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>band %1</source>
        <translation>波段 %1</translation>
    </message>
    <message>
        <source>bands %1</source>
        <translation>波段 %1</translation>
    </message>
    <message>
        <source>bands</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>control points</source>
        <translation>控制点</translation>
    </message>
    <message>
        <source>tile matrix set</source>
        <translation>瓦片矩阵集</translation>
    </message>
    <message>
        <source>tile matrix &quot;%1&quot;</source>
        <translation>瓦片矩阵“%1”</translation>
    </message>
    <message>
        <source>TileMatrixLimits of &quot;%1&quot;</source>
        <translation>“%1”的瓦片范围（TileMatrixLimits）</translation>
    </message>
    <message>
        <source>WGS84BoundingBox of &quot;%1&quot;</source>
        <translation>“%1”的经纬度范围（WGS84BoundingBox）</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>extension %1</source>
        <translation>扩展 %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names or numbers</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>last of a list of numbers</comment>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot;</source>
        <comment>a name</comment>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <comment>names</comment>
        <translation>%1 等，另有 %2 个</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between defects</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>Line %1: &lt;/%2&gt; doesn&apos;t have matching &lt;%3&gt;.</source>
        <translation>第 %1 行：&lt;/%2&gt; 没有与之对应的 &lt;%3&gt;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported, write &quot;%2&quot; to compare</source>
        <translation>不支持“%1”；比较请写“%2”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported, write &quot;%2&quot;</source>
        <translation>不支持“%1”；请写“%2”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported</source>
        <translation>不支持“%1”</translation>
    </message>
</context>
<context>
    <name>DataSize</name>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 字节</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>the data ends too early</source>
        <translation>数据不完整，提前结束</translation>
    </message>
    <message>
        <source>not in the expected format</source>
        <translation>不是预期的格式</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>a value is not allowed here</source>
        <translation>出现了不允许的值</translation>
    </message>
    <message>
        <source>a reference leads nowhere</source>
        <translation>引用的内容不存在</translation>
    </message>
    <message>
        <source>lengths contradict each other</source>
        <translation>长度前后矛盾</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>this version is not supported</source>
        <translation>不支持该版本</translation>
    </message>
    <message>
        <source>this feature is not supported</source>
        <translation>不支持该功能</translation>
    </message>
    <message>
        <source>the data cannot be decoded</source>
        <translation>数据无法解码</translation>
    </message>
    <message>
        <source>the content is empty</source>
        <translation>内容为空</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>找不到</translation>
    </message>
    <message>
        <source>the server answered with an error</source>
        <translation>服务器返回错误</translation>
    </message>
    <message>
        <source>the server cannot be reached</source>
        <translation>无法连接服务器</translation>
    </message>
    <message>
        <source>the server did not answer in time</source>
        <translation>服务器没有及时响应</translation>
    </message>
    <message>
        <source>the secure connection failed</source>
        <translation>安全连接失败</translation>
    </message>
    <message>
        <source>the server redirects in circles</source>
        <translation>服务器循环重定向</translation>
    </message>
    <message>
        <source>content from a server may not name local files</source>
        <translation>来自服务器的内容不得引用本地文件</translation>
    </message>
    <message>
        <source>not a usable address</source>
        <translation>地址无效</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>not in the cache while working offline</source>
        <translation>离线状态下缓存中没有此数据</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>written by a newer version of this program</source>
        <translation>由本程序的更新版本写入</translation>
    </message>
    <message>
        <source>wrong usage</source>
        <translation>用法错误</translation>
    </message>
    <message>
        <source>no OpenGL display is available</source>
        <translation>没有可用的 OpenGL 显示</translation>
    </message>
    <message>
        <source>internal error</source>
        <translation>内部错误</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>meaning (exact defect)</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>source: what is wrong</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>the server does not understand the request (HTTP 400)</source>
        <translation>服务器不理解该请求（HTTP 400）</translation>
    </message>
    <message>
        <source>the server wants a login or a key (HTTP 401)</source>
        <translation>服务器要求登录或密钥（HTTP 401）</translation>
    </message>
    <message>
        <source>the server does not allow access (HTTP 403)</source>
        <translation>服务器不允许访问（HTTP 403）</translation>
    </message>
    <message>
        <source>not found on the server (HTTP 404)</source>
        <translation>服务器上没有此内容（HTTP 404）</translation>
    </message>
    <message>
        <source>no longer on the server (HTTP 410)</source>
        <translation>服务器上已不再有此内容（HTTP 410）</translation>
    </message>
    <message>
        <source>too many requests for this server (HTTP 429)</source>
        <translation>对该服务器的请求过多（HTTP 429）</translation>
    </message>
    <message>
        <source>the server has an internal error (HTTP 500)</source>
        <translation>服务器内部错误（HTTP 500）</translation>
    </message>
    <message>
        <source>a server behind the server does not answer (HTTP %1)</source>
        <translation>服务器后端没有应答（HTTP %1）</translation>
    </message>
    <message>
        <source>the server is overloaded or under maintenance (HTTP 503)</source>
        <translation>服务器过载或正在维护（HTTP 503）</translation>
    </message>
    <message>
        <source>the server failed (HTTP %1)</source>
        <translation>服务器出错（HTTP %1）</translation>
    </message>
    <message>
        <source>the server refused the request (HTTP %1)</source>
        <translation>服务器拒绝了请求（HTTP %1）</translation>
    </message>
    <message>
        <source>no server of this name is known (DNS)</source>
        <translation>找不到该名称的服务器（DNS）</translation>
    </message>
    <message>
        <source>the server broke the connection off</source>
        <translation>服务器中断了连接</translation>
    </message>
    <message>
        <source>no connection within %1 s</source>
        <translation>%1 秒内未能建立连接</translation>
    </message>
    <message>
        <source>no answer from the server for %1 s</source>
        <translation>服务器已 %1 秒没有应答</translation>
    </message>
    <message>
        <source>the server&apos;s TLS certificate is not trusted (%1)</source>
        <translation>服务器的 TLS 证书不受信任（%1）</translation>
    </message>
    <message>
        <source>the server redirects in a circle</source>
        <translation>服务器的重定向形成循环</translation>
    </message>
    <message>
        <source>more than %1 redirects</source>
        <translation>重定向超过 %1 次</translation>
    </message>
    <message>
        <source>incomplete: %1 instead of %2</source>
        <translation>不完整：只有 %1，应有 %2</translation>
    </message>
    <message>
        <source>too large: %1, the limit is %2</source>
        <translation>太大：%1，上限为 %2</translation>
    </message>
    <message>
        <source>too large: more than the limit of %1</source>
        <translation>太大：超过上限 %1</translation>
    </message>
    <message>
        <source>not valid JSON at byte %1 (%2)</source>
        <translation>第 %1 字节处不是有效的 JSON（%2）</translation>
    </message>
    <message>
        <source>no such file or folder</source>
        <translation>没有这样的文件或文件夹</translation>
    </message>
    <message>
        <source>access to it is not permitted</source>
        <translation>没有访问权限</translation>
    </message>
    <message>
        <source>is a folder, not a file</source>
        <translation>是文件夹，不是文件</translation>
    </message>
    <message>
        <source>not in the cache, and no network may be used (offline)</source>
        <translation>缓存中没有，且处于离线状态，不能使用网络</translation>
    </message>
    <message>
        <source>port %1 is in use by another program; choose another with --port, or --port 0 for any free one</source>
        <translation>端口 %1 已被其他程序占用；请用 --port 选择另一个端口，或用 --port 0 自动选择空闲端口</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more like it</source>
        <translation>
            <numerusform>……另有 %Ln 个同类</numerusform>
        </translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>一个对象</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>一个列表</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a number with a fraction</source>
        <translation>小数</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>must be %1, is %2</source>
        <translation>应为%1，实际为%2</translation>
    </message>
    <message>
        <source>unknown key</source>
        <translation>未知的键</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>不能为空</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>key of a scene file: what is wrong</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>needs one of polygon and box</source>
        <translation>polygon 和 box 必须有且只有一个</translation>
    </message>
    <message>
        <source>is for mode flatten</source>
        <translation>只用于压平（mode 为 flatten）</translation>
    </message>
    <message>
        <source>is for a polygon; the box has its own</source>
        <translation>只用于多边形；方盒自有高度</translation>
    </message>
    <message>
        <source>must be [longitude, latitude]</source>
        <translation>必须是 [经度, 纬度]</translation>
    </message>
    <message>
        <source>the box has a side that is not longer than 0</source>
        <translation>方盒有一边的长度不大于 0</translation>
    </message>
    <message>
        <source>a polygon needs at least 3 points</source>
        <translation>多边形至少要有 3 个点</translation>
    </message>
    <message>
        <source>minHeight is not below maxHeight</source>
        <translation>起始高度（minHeight）不低于终止高度（maxHeight）</translation>
    </message>
    <message>
        <source>a point that is no longitude and latitude</source>
        <translation>有一个点不是经纬度</translation>
    </message>
    <message>
        <source>the polygon has no area</source>
        <translation>多边形没有面积</translation>
    </message>
    <message>
        <source>the polygon crosses or touches itself</source>
        <translation>多边形与自身相交或相接</translation>
    </message>
    <message>
        <source>the polygon&apos;s outline is too narrow to be cut into pieces</source>
        <translation>多边形过于狭窄，无法剖分</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is already the name of another clip</source>
        <translation>已有裁剪名为“%1”</translation>
    </message>
    <message>
        <source>no tileset is named &quot;%1&quot;</source>
        <translation>没有名为“%1”的三维瓦片图层</translation>
    </message>
    <message>
        <source>no source is named &quot;%1&quot;</source>
        <translation>没有名为“%1”的数据源</translation>
    </message>
    <message>
        <source>wider than %1 degrees</source>
        <translation>宽度超过 %1 度</translation>
    </message>
    <message>
        <source>%1 points, at most %2 are allowed</source>
        <translation>有 %1 个点，最多允许 %2 个</translation>
    </message>
    <message>
        <source>This model has no place on Earth; it stands on a square in Dongguan, with its lowest point on the ground.</source>
        <translation>此模型没有地理位置；已放在东莞的一处广场上，最低点落在地面。</translation>
    </message>
    <message>
        <source>an array of views was expected</source>
        <translation>应为视角的数组</translation>
    </message>
    <message>
        <source>no views in it</source>
        <translation>其中没有视角</translation>
    </message>
    <message>
        <source>its extent is not known, so --view is needed</source>
        <translation>范围未知，因此需要 --view</translation>
    </message>
    <message>
        <source>no permission to write in this folder</source>
        <translation>没有写入此文件夹的权限</translation>
    </message>
    <message>
        <source>neither DISPLAY nor WAYLAND_DISPLAY is set; &quot;guanjing render&quot; draws without one</source>
        <translation>DISPLAY 和 WAYLAND_DISPLAY 都未设置；“guanjing render”无需显示器即可绘图</translation>
    </message>
    <message>
        <source>pictures of type .%1</source>
        <translation>.%1 类型的图片</translation>
    </message>
    <message>
        <source>view %1: &quot;%2&quot; must be a number</source>
        <translation>视角 %1：“%2”必须是数字</translation>
    </message>
    <message>
        <source>%1; removed, a new one is begun</source>
        <translation>%1；已删除，重新建立</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <comment>one defect; another</comment>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>view %1: unknown key &quot;%2&quot;</source>
        <translation>视角 %1：未知的键“%2”</translation>
    </message>
    <message>
        <source>encrypted, and no key was given</source>
        <translation>已加密，而没有给出密钥</translation>
    </message>
    <message>
        <source>the key does not fit</source>
        <translation>密钥不匹配</translation>
    </message>
    <message>
        <source>%1; the server says: %2</source>
        <translation>%1；服务器说明：%2</translation>
    </message>
    <message>
        <source>the proxy wants a login (HTTP 407)</source>
        <translation>代理要求登录（HTTP 407）</translation>
    </message>
    <message>
        <source>the server does not accept the login (HTTP 401)</source>
        <translation>服务器不接受该登录信息（HTTP 401）</translation>
    </message>
    <message>
        <source>needs a text, the user or the time to show</source>
        <translation>需要显示文字、用户或时间中的至少一项</translation>
    </message>
    <message>
        <source>it is for another name than that of this server</source>
        <translation>证书是发给其他名称的，不是此服务器</translation>
    </message>
    <message>
        <source>it has expired</source>
        <translation>证书已过期</translation>
    </message>
    <message>
        <source>it is not valid yet; is the clock right?</source>
        <translation>证书尚未生效；时钟是否正确？</translation>
    </message>
    <message>
        <source>it was revoked</source>
        <translation>证书已被吊销</translation>
    </message>
    <message>
        <source>it is signed by itself alone</source>
        <translation>证书是自签名的</translation>
    </message>
    <message>
        <source>no authority that is trusted here has signed it</source>
        <translation>签发机构不受此处信任</translation>
    </message>
    <message>
        <source>the server wants a client certificate</source>
        <translation>服务器要求客户端证书</translation>
    </message>
    <message>
        <source>the server does not accept the client certificate</source>
        <translation>服务器不接受该客户端证书</translation>
    </message>
    <message>
        <source>the client certificate cannot be used: wrong passphrase, no key, or no such file</source>
        <translation>客户端证书无法使用：口令不对、缺少私钥或没有此文件</translation>
    </message>
    <message>
        <source>no login and no key stands in it</source>
        <translation>其中没有登录信息或密钥</translation>
    </message>
    <message>
        <source>one line was expected: USER:PASSWORD, or a token</source>
        <translation>应为一行：USER:PASSWORD 或令牌</translation>
    </message>
    <message>
        <source>the server gives no parts of files, and this one is too large to be fetched whole</source>
        <translation>服务器不支持分段读取，而此文件太大，不能整个下载</translation>
    </message>
    <message>
        <source>the file changed on the server while it was read</source>
        <translation>读取时服务器上的文件发生了变化</translation>
    </message>
    <message>
        <source>the cache is protected with another key</source>
        <translation>缓存由另一把密钥保护</translation>
    </message>
    <message>
        <source>the cache is protected, and not open</source>
        <translation>缓存受保护，未能打开</translation>
    </message>
    <message>
        <source>the passphrase was not given; nothing is kept in this session</source>
        <translation>没有输入口令；本次运行不保存任何内容</translation>
    </message>
    <message>
        <source>the keychain that holds the key cannot be opened</source>
        <translation>无法打开保存密钥的钥匙串</translation>
    </message>
    <message>
        <source>the keychain&apos;s entry &quot;cache-key&quot; is no key</source>
        <translation>钥匙串中的“cache-key”不是密钥</translation>
    </message>
    <message>
        <source>the proxy refuses the connection (HTTP %1)</source>
        <translation>代理拒绝连接（HTTP %1）</translation>
    </message>
    <message>
        <source>the proxy %1 cannot be reached</source>
        <translation>无法连接代理 %1</translation>
    </message>
    <message>
        <source>the proxy %1 refuses the connection</source>
        <translation>代理 %1 拒绝连接</translation>
    </message>
    <message>
        <source>the name of the proxy %1 is not known</source>
        <translation>找不到代理 %1 的名称</translation>
    </message>
    <message>
        <source>the file of trusted certificates %1 cannot be read</source>
        <translation>无法读取受信任证书文件 %1</translation>
    </message>
    <message>
        <source>a swiped picture has two views</source>
        <translation>卷帘对比需要两个视图</translation>
    </message>
    <message>
        <source>two to four views can be linked</source>
        <translation>联动视图为两到四个</translation>
    </message>
    <message>
        <source>one picture has one view</source>
        <translation>单幅画面只有一个视图</translation>
    </message>
    <message>
        <source>its place on Earth is not known</source>
        <translation>不知道它在地球上的位置</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>a remark</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>demo city, %1</source>
        <comment>path of a file of the demo platform</comment>
        <translation>演示城市，%1</translation>
    </message>
</context>
<context>
    <name>InspectWords</name>
    <message>
        <source>tileset</source>
        <translation>三维瓦片</translation>
    </message>
    <message>
        <source>content</source>
        <translation>瓦片内容</translation>
    </message>
    <message>
        <source>raster</source>
        <translation>栅格</translation>
    </message>
    <message>
        <source>terrain</source>
        <translation>地形</translation>
    </message>
    <message>
        <source>vector</source>
        <translation>矢量</translation>
    </message>
    <message>
        <source>feed</source>
        <translation>实时数据</translation>
    </message>
    <message>
        <source>scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>imagery</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>pack</source>
        <translation>离线包</translation>
    </message>
    <message>
        <source>attribution</source>
        <translation>版权说明</translation>
    </message>
    <message>
        <source>available below</source>
        <translation>下级可用瓦片</translation>
    </message>
    <message>
        <source>bands</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>centre (ECEF)</source>
        <translation>中心（ECEF）</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>contents with metadata</source>
        <translation>带元数据的内容</translation>
    </message>
    <message>
        <source>crs</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>driver</source>
        <translation>格式驱动</translation>
    </message>
    <message>
        <source>vertices of the edges (W, S, E, N)</source>
        <translation>边界顶点数（西南东北）</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>extensions</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>finest pixel</source>
        <translation>最细像素</translation>
    </message>
    <message>
        <source>control points</source>
        <translation>控制点</translation>
    </message>
    <message>
        <source>geotransform</source>
        <translation>仿射变换</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>layout</source>
        <translation>存储方式</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>made at</source>
        <translation>制作时间</translation>
    </message>
    <message>
        <source>made by</source>
        <translation>制作程序</translation>
    </message>
    <message>
        <source>greatest height</source>
        <translation>最大高程</translation>
    </message>
    <message>
        <source>finest level</source>
        <translation>最细级别</translation>
    </message>
    <message>
        <source>metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>availability every so many levels</source>
        <translation>可用性间隔（级）</translation>
    </message>
    <message>
        <source>method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>least height</source>
        <translation>最小高程</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>overviews</source>
        <translation>金字塔级数</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>上级地形</translation>
    </message>
    <message>
        <source>parts</source>
        <translation>组成部分</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>projection</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>scheme</source>
        <translation>编号方式</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>tiles with metadata</source>
        <translation>带元数据的瓦片</translation>
    </message>
    <message>
        <source>tiling</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>water mask</source>
        <translation>水面掩膜</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类</translation>
    </message>
    <message>
        <source>contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>enums</source>
        <translation>枚举</translation>
    </message>
    <message>
        <source>features</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>线</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时数据</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>subtrees</source>
        <translation>子树</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>瓦片</translation>
    </message>
    <message>
        <source>tilesets</source>
        <translation>三维瓦片</translation>
    </message>
    <message>
        <source>triangles</source>
        <translation>三角形</translation>
    </message>
    <message>
        <source>vectors</source>
        <translation>矢量</translation>
    </message>
    <message>
        <source>vertices</source>
        <translation>顶点</translation>
    </message>
    <message>
        <source>viewpoints</source>
        <translation>视点</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>未定义</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>palette</source>
        <translation>调色板</translation>
    </message>
    <message>
        <source>red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>opacity</source>
        <translation>透明度</translation>
    </message>
</context>
<context>
    <name>LegendText</name>
    <message>
        <source>Never classified</source>
        <translation>从未分类</translation>
    </message>
    <message>
        <source>Unclassified</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>Low vegetation</source>
        <translation>低矮植被</translation>
    </message>
    <message>
        <source>Medium vegetation</source>
        <translation>中等植被</translation>
    </message>
    <message>
        <source>High vegetation</source>
        <translation>高大植被</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>建筑物</translation>
    </message>
    <message>
        <source>Low noise</source>
        <translation>低位噪点</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>水体</translation>
    </message>
    <message>
        <source>Rail</source>
        <translation>铁轨</translation>
    </message>
    <message>
        <source>Road surface</source>
        <translation>路面</translation>
    </message>
    <message>
        <source>Guard wire</source>
        <translation>防护线</translation>
    </message>
    <message>
        <source>Conductor wire</source>
        <translation>导线</translation>
    </message>
    <message>
        <source>Transmission tower</source>
        <translation>输电塔</translation>
    </message>
    <message>
        <source>Wire connector</source>
        <translation>线路连接件</translation>
    </message>
    <message>
        <source>Bridge deck</source>
        <translation>桥面</translation>
    </message>
    <message>
        <source>High noise</source>
        <translation>高位噪点</translation>
    </message>
    <message>
        <source>Overhead structure</source>
        <translation>架空结构</translation>
    </message>
    <message>
        <source>Ignored ground</source>
        <translation>忽略的地面</translation>
    </message>
    <message>
        <source>Snow</source>
        <translation>雪</translation>
    </message>
    <message>
        <source>Temporal exclusion</source>
        <translation>时相排除</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Producer&apos;s own</source>
        <translation>生产者自定义</translation>
    </message>
    <message>
        <source>Height of the points (m)</source>
        <translation>点的高程（米）</translation>
    </message>
    <message>
        <source>(empty)</source>
        <comment>a text without letters</comment>
        <translation>（空）</translation>
    </message>
    <message>
        <source>true</source>
        <comment>a value: yes or no</comment>
        <translation>是</translation>
    </message>
    <message>
        <source>false</source>
        <comment>a value: yes or no</comment>
        <translation>否</translation>
    </message>
    <message>
        <source>Slope of the ground</source>
        <translation>地面坡度</translation>
    </message>
    <message>
        <source>above %1°</source>
        <comment>degrees of slope</comment>
        <translation>%1° 以上</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <comment>All other platforms</comment>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>SceneSourceText</name>
    <message>
        <source>%1 as imagery</source>
        <translation>%1（影像）</translation>
    </message>
    <message>
        <source>%1 as terrain</source>
        <translation>%1（地形）</translation>
    </message>
</context>
<context>
    <name>ViewerActions</name>
    <message>
        <source>&amp;New scene</source>
        <translation>新建场景(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open scene…</source>
        <translation>打开场景(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the d&amp;emo city</source>
        <translation>打开演示城市(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Save scene</source>
        <translation>保存场景(&amp;S)</translation>
    </message>
    <message>
        <source>Save scene &amp;as…</source>
        <translation>场景另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Add &amp;data…</source>
        <translation>添加数据(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>复制画面(&amp;C)</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>保存图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Print to PD&amp;F…</source>
        <translation>输出 PDF(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Home</source>
        <translation>主视角(&amp;H)</translation>
    </message>
    <message>
        <source>Fly to the first viewpoint</source>
        <translation>飞到第一个视点</translation>
    </message>
    <message>
        <source>&amp;North up</source>
        <translation>正北朝上(&amp;N)</translation>
    </message>
    <message>
        <source>Turn the view to the north</source>
        <translation>把画面转向正北</translation>
    </message>
    <message>
        <source>&amp;Map mode</source>
        <translation>平面地图(&amp;M)</translation>
    </message>
    <message>
        <source>From straight above, north up</source>
        <translation>垂直俯视，正北朝上</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Station la&amp;bels</source>
        <translation>站点注记(&amp;L)</translation>
    </message>
    <message>
        <source>Hide p&amp;anels</source>
        <translation>隐藏面板(&amp;A)</translation>
    </message>
    <message>
        <source>Nothing but the city</source>
        <translation>只看城市</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Zoom to layer</source>
        <translation>缩放到图层(&amp;Z)</translation>
    </message>
    <message>
        <source>Re&amp;name layer</source>
        <translation>重命名图层(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Remove layer</source>
        <translation>移除图层(&amp;R)</translation>
    </message>
    <message>
        <source>Move layer &amp;up</source>
        <translation>图层上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move layer do&amp;wn</source>
        <translation>图层下移(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Messages of the layer…</source>
        <translation>图层消息(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Search places</source>
        <translation>搜索地点(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Add the current view</source>
        <translation>添加当前视角(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Previous viewpoint</source>
        <translation>上一个视点(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next viewpoint</source>
        <translation>下一个视点(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Sun…</source>
        <translation>太阳(&amp;S)…</translation>
    </message>
    <message>
        <source>Date and time of the sun</source>
        <translation>太阳的日期与时刻</translation>
    </message>
    <message>
        <source>Smooth &amp;edges (4x)</source>
        <translation>平滑边缘（4 倍）(&amp;E)</translation>
    </message>
    <message>
        <source>Anti-aliasing; slower without a graphics card</source>
        <translation>抗锯齿；没有独立显卡时会变慢</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>不绘制(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>自动(&amp;A)</translation>
    </message>
    <message>
        <source>Without a graphics card only while the picture rests</source>
        <translation>没有显卡时只在画面静止时绘制</translation>
    </message>
    <message>
        <source>Al&amp;ways</source>
        <translation>始终绘制(&amp;W)</translation>
    </message>
    <message>
        <source>Slower without a graphics card</source>
        <translation>没有显卡时较慢</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Mouse and keys</source>
        <translation>鼠标与按键(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;About Guanjing</source>
        <translation>关于莞境(&amp;A)</translation>
    </message>
    <message>
        <source>Previous &amp;view</source>
        <translation>返回上一视角(&amp;B)</translation>
    </message>
    <message>
        <source>Ne&amp;xt view</source>
        <translation>前进到下一视角(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Properties of the layer…</source>
        <translation>图层属性(&amp;P)…</translation>
    </message>
    <message>
        <source>Place nam&amp;es</source>
        <translation>地名(&amp;E)</translation>
    </message>
    <message>
        <source>Names of towns and waters on the map</source>
        <translation>图上的镇街和水系名称</translation>
    </message>
    <message>
        <source>&amp;Clip by polygon…</source>
        <translation>多边形裁剪(&amp;C)…</translation>
    </message>
    <message>
        <source>Draw an area in which models and ground are cut away or laid flat</source>
        <translation>画一个范围，把其中的模型和地面裁掉或压平</translation>
    </message>
    <message>
        <source>Clip by &amp;box…</source>
        <translation>方盒裁剪(&amp;B)…</translation>
    </message>
    <message>
        <source>Click a place; a box around it cuts</source>
        <translation>点击一处，以其周围的方盒裁剪</translation>
    </message>
    <message>
        <source>Messa&amp;ges…</source>
        <translation>消息(&amp;G)…</translation>
    </message>
    <message>
        <source>Loading and &amp;memory…</source>
        <translation>加载与内存(&amp;M)…</translation>
    </message>
    <message>
        <source>Detail, loading ahead, memory and cache</source>
        <translation>细节、预先加载、内存与缓存</translation>
    </message>
    <message>
        <source>&amp;Swipe</source>
        <translation>卷帘对比(&amp;S)</translation>
    </message>
    <message>
        <source>Two dates in one picture, at a divider</source>
        <translation>同一画面中以分隔线对比两期数据</translation>
    </message>
    <message>
        <source>&amp;Two linked views</source>
        <translation>双视图联动(&amp;T)</translation>
    </message>
    <message>
        <source>T&amp;hree linked views</source>
        <translation>三视图联动(&amp;H)</translation>
    </message>
    <message>
        <source>F&amp;our linked views</source>
        <translation>四视图联动(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Time bar</source>
        <translation>时间条(&amp;T)</translation>
    </message>
    <message>
        <source>The dates that the scene has</source>
        <translation>场景中的各期数据</translation>
    </message>
    <message>
        <source>Earlie&amp;r date</source>
        <translation>上一期(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Later date</source>
        <translation>下一期(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Style by attribute…</source>
        <translation>按属性设置样式(&amp;S)…</translation>
    </message>
    <message>
        <source>Ma&amp;nual</source>
        <translation>使用手册(&amp;N)</translation>
    </message>
    <message>
        <source>E&amp;xport imagery…</source>
        <translation>导出影像(&amp;X)…</translation>
    </message>
    <message>
        <source>An area of an imagery layer as a file for other programs</source>
        <translation>把影像图层的一块区域存成其他程序可用的文件</translation>
    </message>
    <message>
        <source>&amp;Network…</source>
        <translation>网络(&amp;W)…</translation>
    </message>
    <message>
        <source>Proxy, certificates and logins</source>
        <translation>代理、证书与登录信息</translation>
    </message>
    <message>
        <source>&amp;Protect what is kept…</source>
        <translation>保护本机数据(&amp;P)…</translation>
    </message>
    <message>
        <source>Encrypt what servers have sent and this computer keeps</source>
        <translation>加密服务器发来并保存在本机的数据</translation>
    </message>
    <message>
        <source>Ta&amp;ke along…</source>
        <translation>制作离线包(&amp;K)…</translation>
    </message>
    <message>
        <source>An area with its layers in one file that opens without a network</source>
        <translation>把一块区域连同图层存成一个无需网络即可打开的文件</translation>
    </message>
</context>
<context>
    <name>guanjing::app::AddDataDialog</name>
    <message>
        <source>Add data</source>
        <translation>添加数据</translation>
    </message>
    <message>
        <source>&amp;Address or file</source>
        <translation>地址或文件(&amp;A)</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Imagery</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>3D models</source>
        <translation>三维模型</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Terrain</source>
        <translation>地形</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>矢量</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Found; the name can be changed.</source>
        <translation>已找到；名称可以修改。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln layer(s) found; choose what to add.</source>
        <translation>
            <numerusform>找到 %Ln 个图层；请选择要添加的。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Data (*.json *.glb *.gltf *.b3dm *.i3dm *.pnts *.cmpt *.3tz *.3dtiles *.tif *.tiff *.vrt *.jp2 *.mbtiles *.gpkg)</source>
        <translation>数据 (*.json *.glb *.gltf *.b3dm *.i3dm *.pnts *.cmpt *.3tz *.3dtiles *.tif *.tiff *.vrt *.jp2 *.mbtiles *.gpkg)</translation>
    </message>
    <message>
        <source>3D Tiles (tileset.json, .3tz, .3dtiles), models (.glb, .gltf, .b3dm), imagery (an address with {z}/{x}/{y}, WMTS, WMS, TMS, GeoTIFF, MBTiles …), terrain (layer.json, a DEM), SensorThings services, and scene files. Files can also be dropped onto the window.</source>
        <translation>支持三维瓦片（tileset.json、.3tz、.3dtiles）、模型（.glb、.gltf、.b3dm）、影像（带 {z}/{x}/{y} 的地址、WMTS、WMS、TMS、GeoTIFF、MBTiles 等）、地形（layer.json、DEM）、SensorThings 服务以及场景文件。也可以把文件直接拖到窗口里。</translation>
    </message>
    <message>
        <source>One band of values: heights of the ground, or imagery? Choose what to add.</source>
        <translation>只有一个数值波段：是地面高程，还是影像？请选择要添加的内容。</translation>
    </message>
    <message>
        <source>The server has no picture at any of the places that were tried. Add it anyway?</source>
        <translation>在试过的所有位置，服务器都没有图片。仍要添加吗？</translation>
    </message>
    <message>
        <source>Add anyway</source>
        <translation>仍要添加</translation>
    </message>
</context>
<context>
    <name>guanjing::app::AreaChooser</name>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>What the picture shows</source>
        <translation>画面所见的范围</translation>
    </message>
    <message>
        <source>A rectangle drawn in the picture</source>
        <translation>在画面中画矩形</translation>
    </message>
    <message>
        <source>A polygon drawn in the picture</source>
        <translation>在画面中画多边形</translation>
    </message>
    <message>
        <source>Polygons of a file…</source>
        <translation>文件中的多边形…</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>A town</source>
        <translation>镇街</translation>
    </message>
    <message>
        <source>All of them (%1)</source>
        <translation>全部（%1 个）</translation>
    </message>
    <message>
        <source>Polygons of a file</source>
        <translation>文件中的多边形</translation>
    </message>
    <message>
        <source>Polygons (*.geojson *.json *.gpkg *.shp *.kml *.fgb)</source>
        <translation>多边形 (*.geojson *.json *.gpkg *.shp *.kml *.fgb)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The picture shows no ground.</source>
        <translation>画面中没有地面。</translation>
    </message>
    <message>
        <source>Take it anew</source>
        <translation>重新取范围</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>No file is chosen yet.</source>
        <translation>尚未选择文件。</translation>
    </message>
    <message>
        <source>Drag it in the picture from one corner to the other.</source>
        <translation>在画面中从一角拖到对角。</translation>
    </message>
    <message>
        <source>Click its corners in the picture; a double click ends.</source>
        <translation>在画面中依次点击各角，双击结束。</translation>
    </message>
    <message>
        <source>Draw anew</source>
        <translation>重新画</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing is drawn yet.</source>
        <translation>尚未绘制。</translation>
    </message>
</context>
<context>
    <name>guanjing::app::AreaTool</name>
    <message>
        <source>Drag from one corner of the area to the other · Esc cancels</source>
        <translation>从区域一角拖到对角 · Esc 取消</translation>
    </message>
    <message>
        <source>Click the corners of the area · double click or Enter ends · Backspace takes the last one away · Esc cancels</source>
        <translation>依次点击区域各角 · 双击或回车结束 · 退格删去上一角 · Esc 取消</translation>
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
        <translation>复制值</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制所选行</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
</context>
<context>
    <name>guanjing::app::CameraCommands</name>
    <message>
        <source>Viewpoint %1</source>
        <translation>视点 %1</translation>
    </message>
</context>
<context>
    <name>guanjing::app::CertificateDialog</name>
    <message>
        <source>Client certificate</source>
        <translation>客户端证书</translation>
    </message>
    <message>
        <source>PEM, or PKCS#12 (.p12, .pfx)</source>
        <translation>PEM 或 PKCS#12（.p12、.pfx）</translation>
    </message>
    <message>
        <source>In the same file</source>
        <translation>在同一文件中</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.key *.p12 *.pfx)</source>
        <translation>证书和私钥 (*.pem *.crt *.key *.p12 *.pfx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>服务器(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Certificate</source>
        <translation>证书(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>私钥(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ClipController</name>
    <message>
        <source>Clip</source>
        <translation>裁剪</translation>
    </message>
    <message numerus="yes">
        <source>%n corner(s)</source>
        <translation>
            <numerusform>%n 个角点</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Click the place that the box is to stand around · Esc cancels</source>
        <translation>点击方盒所围的位置 · Esc 取消</translation>
    </message>
    <message>
        <source>Click the corners of the area · double click or Enter ends · Backspace takes the last one away · Esc cancels</source>
        <translation>依次点击范围的角点 · 双击或回车结束 · 退格删去上一点 · Esc 取消</translation>
    </message>
    <message>
        <source>Drag a corner, or the middle of a side for one more · Delete takes the corner under the cursor away · Enter ends</source>
        <translation>拖动角点；拖动边的中点可增加角点 · Delete 删去光标处的角点 · 回车结束</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ClipDialog</name>
    <message>
        <source>S&amp;witched on</source>
        <translation>启用(&amp;W)</translation>
    </message>
    <message>
        <source>Clip by box</source>
        <translation>方盒裁剪</translation>
    </message>
    <message>
        <source>Clip by polygon</source>
        <translation>多边形裁剪</translation>
    </message>
    <message>
        <source>Cut away what is inside</source>
        <translation>裁掉范围内</translation>
    </message>
    <message>
        <source>Keep only what is inside</source>
        <translation>只保留范围内</translation>
    </message>
    <message>
        <source>Lay flat what is inside</source>
        <translation>压平范围内</translation>
    </message>
    <message>
        <source>Flattening keeps everything and lays it on one height, with walls along the border</source>
        <translation>压平不删去任何内容，只把它放到同一高度，边缘为竖墙</translation>
    </message>
    <message>
        <source>Ellipsoidal height that everything inside is laid on</source>
        <translation>范围内一切所压到的椭球高</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Effect</source>
        <translation>作用(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Height</source>
        <translation>高度(&amp;H)</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Without it the polygon works at every height</source>
        <translation>不勾选则多边形在所有高度都起作用</translation>
    </message>
    <message>
        <source>From the height o&amp;f</source>
        <translation>自此高度起(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Up to the height of</source>
        <translation>至此高度止(&amp;U)</translation>
    </message>
    <message>
        <source>Ellipsoidal height of the middle of the box</source>
        <translation>方盒中心的椭球高</translation>
    </message>
    <message>
        <source>Clockwise from north</source>
        <translation>自北顺时针</translation>
    </message>
    <message>
        <source>&amp;Longitude</source>
        <translation>经度(&amp;L)</translation>
    </message>
    <message>
        <source>La&amp;titude</source>
        <translation>纬度(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Middle at</source>
        <translation>中心高度(&amp;M)</translation>
    </message>
    <message>
        <source>Wi&amp;dth</source>
        <translation>宽(&amp;D)</translation>
    </message>
    <message>
        <source>De&amp;pth</source>
        <translation>深(&amp;P)</translation>
    </message>
    <message>
        <source>Height of the bo&amp;x</source>
        <translation>盒高(&amp;X)</translation>
    </message>
    <message>
        <source>Tu&amp;rned by</source>
        <translation>旋转(&amp;R)</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>All 3D models, also those added later</source>
        <translation>所有三维模型，包括以后加入的</translation>
    </message>
    <message>
        <source>The layers that it cuts</source>
        <translation>被裁剪的图层</translation>
    </message>
    <message>
        <source>&amp;Applies to</source>
        <translation>作用于(&amp;A)</translation>
    </message>
    <message>
        <source>It needs a name.</source>
        <translation>请填写名称。</translation>
    </message>
    <message>
        <source>Choose at least one layer that it cuts.</source>
        <translation>请至少选择一个被裁剪的图层。</translation>
    </message>
</context>
<context>
    <name>guanjing::app::CompareController</name>
    <message>
        <source>Layers of this view</source>
        <translation>此视图的图层</translation>
    </message>
    <message>
        <source>View %1</source>
        <translation>视图 %1</translation>
    </message>
    <message>
        <source>Date and layers of this view</source>
        <translation>此视图的期次与图层</translation>
    </message>
    <message>
        <source>View %1: %2</source>
        <translation>视图 %1：%2</translation>
    </message>
</context>
<context>
    <name>guanjing::app::Compass</name>
    <message>
        <source>Compass</source>
        <translation>指南针</translation>
    </message>
    <message>
        <source>Heading %1°; click to turn north up</source>
        <translation>方位 %1°；点击转为正北朝上</translation>
    </message>
    <message>
        <source>N</source>
        <comment>north on the compass</comment>
        <translation>北</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ExportController</name>
    <message>
        <source>The picture is in the clipboard.</source>
        <translation>画面已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>JPEG pictures (*.jpg *.jpeg)</source>
        <translation>JPEG 图片 (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Centre %1, CGCS2000</source>
        <translation>中心 %1，CGCS2000</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Dongguan</source>
        <translation>东莞</translation>
    </message>
    <message>
        <source>Print to PDF</source>
        <translation>输出 PDF</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ExportDialog</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Coarsest level</source>
        <translation>最粗级别(&amp;C)</translation>
    </message>
    <message>
        <source>Export imagery</source>
        <translation>导出影像</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>layer · date</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>GeoTIFF with overviews (COG)</source>
        <translation>带金字塔的 GeoTIFF（COG）</translation>
    </message>
    <message>
        <source>GeoPackage</source>
        <translation>GeoPackage</translation>
    </message>
    <message>
        <source>MBTiles (web map tiles)</source>
        <translation>MBTiles（网络地图瓦片）</translation>
    </message>
    <message>
        <source>As the layer&apos;s pictures are</source>
        <translation>与图层图片相同</translation>
    </message>
    <message>
        <source>JPEG, small</source>
        <translation>JPEG，较小</translation>
    </message>
    <message>
        <source>WebP, smaller</source>
        <translation>WebP，更小</translation>
    </message>
    <message>
        <source>Without loss, large</source>
        <translation>无损，较大</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>图层(&amp;L)</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>格式(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>分辨率(&amp;R)</translation>
    </message>
    <message>
        <source>P&amp;ixels</source>
        <translation>像素(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>As suits the area</source>
        <translation>按区域大小</translation>
    </message>
    <message>
        <source>%1 (level %2)</source>
        <translation>%1（级别 %2）</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3; about %4, %5</source>
        <comment>width × height, pixel size; size, time</comment>
        <translation>%1 × %2 像素，%3；约 %4，%5</translation>
    </message>
    <message>
        <source>The layer&apos;s pictures are copied as they are, %1 of them.</source>
        <translation>图层的图片原样复制，共 %1 张。</translation>
    </message>
    <message>
        <source>Pixels are moved into Web Mercator (EPSG:3857), out of %1 pictures.</source>
        <translation>像素由 %1 张图片重采样到 Web 墨卡托（EPSG:3857）。</translation>
    </message>
    <message>
        <source>Pixels stay as they are, in the layer&apos;s own coordinate system; %1 pictures are read.</source>
        <translation>像素保持原样，采用图层自己的坐标系；读取 %1 张图片。</translation>
    </message>
    <message>
        <source>While it is made it takes %1 more.</source>
        <translation>制作期间另需 %1。</translation>
    </message>
    <message>
        <source>Web Mercator tiles for web maps and phones</source>
        <translation>Web 墨卡托瓦片，供网络地图和手机使用</translation>
    </message>
    <message>
        <source>In the layer&apos;s coordinate system, for QGIS and ArcGIS</source>
        <translation>图层自己的坐标系，供 QGIS 和 ArcGIS 使用</translation>
    </message>
    <message>
        <source>In the layer&apos;s coordinate system, for GIS and CAD</source>
        <translation>图层自己的坐标系，供 GIS 和 CAD 使用</translation>
    </message>
    <message>
        <source>The export is not finished.</source>
        <translation>导出尚未完成。</translation>
    </message>
    <message>
        <source>Cancel it? Nothing of it is left then.</source>
        <translation>要取消吗？已完成的部分将不保留。</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>取消任务</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>继续导出</translation>
    </message>
</context>
<context>
    <name>guanjing::app::GroundSection</name>
    <message>
        <source>Ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation>等高线</translation>
    </message>
    <message>
        <source>By the sun</source>
        <translation>按太阳光照</translation>
    </message>
    <message>
        <source>Hillshade</source>
        <translation>山体阴影</translation>
    </message>
    <message>
        <source>Slope: 2°, 6°, 15°, 25°</source>
        <translation>坡度分级：2°、6°、15°、25°</translation>
    </message>
    <message>
        <source> m</source>
        <translation> 米</translation>
    </message>
    <message>
        <source>By the scale</source>
        <translation>随比例尺</translation>
    </message>
    <message>
        <source>Multiplies the heights of the terrain. Models stay at the heights of their data.</source>
        <translation>将地形高程乘以此倍数；模型保持其数据中的高度。</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Shading</source>
        <translation>晕渲</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>等高距</translation>
    </message>
    <message>
        <source>Exaggeration</source>
        <translation>垂直夸大</translation>
    </message>
    <message>
        <source>They count</source>
        <translation>高程起算</translation>
    </message>
    <message>
        <source>metres above the ellipsoid</source>
        <translation>椭球面以上（米）</translation>
    </message>
    <message>
        <source>metres above the 1985 national height datum</source>
        <translation>1985 国家高程基准以上（米）</translation>
    </message>
    <message>
        <source>metres above the datum of the source at work: 1985 or ellipsoid</source>
        <translation>以当前地形来源的基准为准（米）：1985 国家高程基准或椭球面</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ImageryExportController</name>
    <message>
        <source>The scene has no imagery that could be exported.</source>
        <translation>场景中没有可导出的影像。</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>已暂停。</translation>
    </message>
    <message>
        <source>Reading pictures…</source>
        <translation>正在读取图片…</translation>
    </message>
    <message>
        <source>Putting the file together…</source>
        <translation>正在整理文件…</translation>
    </message>
    <message>
        <source>%1 of about %2 pictures</source>
        <translation>%1 / 约 %2 张图片</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · 剩余%2</translation>
    </message>
    <message>
        <source>Saved, %1, of %2 pictures.</source>
        <translation>已保存，%1，来自 %2 张图片。</translation>
    </message>
    <message>
        <source>At %1 places the layer has no picture; %2 of them were filled from coarser ones.</source>
        <translation>有 %1 处图层没有图片，其中 %2 处以较粗的图片填补。</translation>
    </message>
    <message>
        <source>%1 pictures could not be read and are left out; the first: %2</source>
        <translation>%1 张图片无法读取，已略去；第一张：%2</translation>
    </message>
    <message>
        <source>Cancelled; nothing of it is left.</source>
        <translation>已取消，没有留下任何内容。</translation>
    </message>
    <message>
        <source>The scene wants its watermark over every picture, and files of imagery have none.</source>
        <translation>场景要求所有画面带水印，而影像文件不带水印。</translation>
    </message>
    <message>
        <source>Paused · %1</source>
        <translation>已暂停 · %1</translation>
    </message>
</context>
<context>
    <name>guanjing::app::InspectorPanel</name>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Floors</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Year built</source>
        <translation>建成年份</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>镇街</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Northing</source>
        <translation>北坐标</translation>
    </message>
    <message>
        <source>Easting</source>
        <translation>东坐标</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>Feature %1</source>
        <translation>要素 %1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Click a building, the ground or a station to see its details.</source>
        <translation>点击建筑、地面或监测站，查看它的信息。</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Position, CGCS2000 and EPSG:4547</source>
        <translation>位置（CGCS2000 与 EPSG:4547）</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Fly closer</source>
        <translation>飞近查看</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>办公</translation>
    </message>
    <message>
        <source>Commerce</source>
        <translation>商业</translation>
    </message>
    <message>
        <source>Housing</source>
        <translation>住宅</translation>
    </message>
    <message>
        <source>Village housing</source>
        <translation>村居</translation>
    </message>
    <message>
        <source>Villa</source>
        <translation>别墅</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>工业</translation>
    </message>
    <message>
        <source>Logistics</source>
        <translation>物流仓储</translation>
    </message>
    <message>
        <source>Education</source>
        <translation>教育</translation>
    </message>
    <message>
        <source>Public building</source>
        <translation>公共建筑</translation>
    </message>
    <message>
        <source>Under construction</source>
        <translation>在建</translation>
    </message>
    <message>
        <source>Other use</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>%1 · class %2</source>
        <translation>%1 · 类 %2</translation>
    </message>
    <message>
        <source>Height of the ground</source>
        <translation>地面大地高</translation>
    </message>
    <message>
        <source>Height of this spot</source>
        <translation>此处大地高</translation>
    </message>
    <message>
        <source>Height</source>
        <comment>how tall something is</comment>
        <translation>高度</translation>
    </message>
    <message>
        <source>Height above the 1985 datum</source>
        <translation>1985 国家高程</translation>
    </message>
    <message>
        <source>Stands for</source>
        <translation>代表</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message numerus="yes">
        <source>%Ln building(s)</source>
        <translation>
            <numerusform>%Ln 栋建筑</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>guanjing::app::JobPanel</name>
    <message>
        <source>about %1 s</source>
        <translation>约 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>约 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>约 %1 小时</translation>
    </message>
    <message>
        <source>%1 cm per pixel</source>
        <translation>每像素 %1 厘米</translation>
    </message>
    <message>
        <source>%1 m per pixel</source>
        <translation>每像素 %1 米</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>取消任务</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>more than %1 days</source>
        <translation>%1 天以上</translation>
    </message>
    <message>
        <source>about %1 days</source>
        <translation>约 %1 天</translation>
    </message>
</context>
<context>
    <name>guanjing::app::KeysDialog</name>
    <message>
        <source>Mouse and keys</source>
        <translation>鼠标与按键</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Left button, drag</source>
        <translation>左键拖动</translation>
    </message>
    <message>
        <source>Move the city under the cursor</source>
        <translation>平移，光标下的位置跟着走</translation>
    </message>
    <message>
        <source>Right button, drag</source>
        <translation>右键拖动</translation>
    </message>
    <message>
        <source>Turn and tilt around the point</source>
        <translation>围绕该点旋转、俯仰</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Nearer to and away from the cursor</source>
        <translation>向光标处拉近、推远</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>What is known about this place</source>
        <translation>查看该处的信息</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Fly closer</source>
        <translation>飞近查看</translation>
    </message>
    <message>
        <source>Moving by keys</source>
        <translation>按键移动</translation>
    </message>
    <message>
        <source>Arrow keys or W A S D</source>
        <translation>方向键或 W A S D</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Shift and arrow keys</source>
        <translation>Shift 加方向键</translation>
    </message>
    <message>
        <source>Turn and tilt</source>
        <translation>旋转、俯仰</translation>
    </message>
    <message>
        <source>+ and −</source>
        <translation>+ 与 −</translation>
    </message>
    <message>
        <source>Nearer and away</source>
        <translation>拉近、推远</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>About Guanjing</source>
        <translation>关于莞境</translation>
    </message>
    <message>
        <source>Guanjing</source>
        <translation>莞境</translation>
    </message>
    <message>
        <source>A three-dimensional viewer for the city of Dongguan.</source>
        <translation>东莞三维城市浏览器。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>本程序是自由软件，以 GNU 通用公共许可证第 3 版或更新版本发布，不附带任何担保。</translation>
    </message>
    <message>
        <source>E and Q</source>
        <translation>E 与 Q</translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation>升高、降低</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LayerProperties</name>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Properties: %1</source>
        <translation>属性：%1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Attribution</source>
        <translation>版权说明</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Always kept</source>
        <translation>始终保存</translation>
    </message>
    <message>
        <source>Never kept</source>
        <translation>从不保存</translation>
    </message>
    <message>
        <source>South-west</source>
        <translation>西南角</translation>
    </message>
    <message>
        <source>North-east</source>
        <translation>东北角</translation>
    </message>
    <message>
        <source>Heights</source>
        <translation>高程范围</translation>
    </message>
    <message>
        <source>%1 to %2 m</source>
        <translation>%1 至 %2 米</translation>
    </message>
    <message>
        <source>Raised by</source>
        <translation>抬高</translation>
    </message>
    <message>
        <source>Asked every</source>
        <translation>查询间隔</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选条件</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Heights above</source>
        <translation>高程基准</translation>
    </message>
    <message>
        <source>1985 national height datum</source>
        <translation>1985 国家高程基准</translation>
    </message>
    <message>
        <source>the ellipsoid</source>
        <translation>椭球面（大地高）</translation>
    </message>
    <message>
        <source>Offset grid</source>
        <translation>高程异常格网</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LayersModel</name>
    <message>
        <source>Imagery</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>3D models</source>
        <translation>三维模型</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Terrain</source>
        <translation>地形</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>矢量</translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message numerus="yes">
        <source>Loading, %Ln left</source>
        <translation>
            <numerusform>正在加载，还剩 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>No new values</source>
        <translation>数据未更新</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>正在重试</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>state: why</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>All 3D models</source>
        <translation>所有三维模型</translation>
    </message>
    <message>
        <source>Clips: %1</source>
        <comment>names of layers</comment>
        <translation>裁剪：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Lies flat at %1 m</source>
        <translation>压平至 %1 m</translation>
    </message>
    <message>
        <source>Only what is inside</source>
        <translation>只保留范围内</translation>
    </message>
    <message>
        <source>Cut away inside</source>
        <translation>裁掉范围内</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>no place on Earth</source>
        <translation>无地理位置</translation>
    </message>
    <message>
        <source>Not in any view now</source>
        <translation>当前各视图均未显示</translation>
    </message>
    <message>
        <source>Shown after dusk</source>
        <translation>天黑后显示</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LayersPanel</name>
    <message>
        <source>Zoom to layer</source>
        <translation>缩放到图层</translation>
    </message>
    <message>
        <source>Messages…</source>
        <translation>消息…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add data</source>
        <translation>添加数据</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Properties…</source>
        <translation>属性…</translation>
    </message>
    <message>
        <source>Style by attribute…</source>
        <translation>按属性设置样式…</translation>
    </message>
    <message>
        <source>Zoom to clip</source>
        <translation>缩放到裁剪</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Move corners</source>
        <translation>移动角点</translation>
    </message>
    <message>
        <source>Points of layer</source>
        <translation>图层的点</translation>
    </message>
    <message>
        <source>Look of the ground</source>
        <translation>地面显示</translation>
    </message>
    <message>
        <source>Tones of layer</source>
        <translation>图层色调</translation>
    </message>
    <message>
        <source>Data of layer</source>
        <translation>图层的数据设置</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LoadingDialog</name>
    <message>
        <source>Loading and memory</source>
        <translation>加载与内存</translation>
    </message>
    <message>
        <source> pixels</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Models may be wrong by so many pixels. Half of it loads and draws up to four times as much.</source>
        <translation>模型允许有这么多像素的误差。减半后，加载和绘制的数据最多增至四倍。</translation>
    </message>
    <message>
        <source>Less detail in the &amp;distance</source>
        <translation>远处降低细节(&amp;D)</translation>
    </message>
    <message>
        <source>Far away, where the haze hides it, coarser tiles do. Saves requests, memory and drawing.</source>
        <translation>远处有雾霭遮掩，用较粗的瓦片即可。节省请求、内存和绘制。</translation>
    </message>
    <message>
        <source> m</source>
        <translation> m</translation>
    </message>
    <message>
        <source>At this distance an error twice as large is allowed, at twice the distance four times</source>
        <translation>在此距离允许两倍的误差，距离加倍则允许四倍</translation>
    </message>
    <message>
        <source>Less detail towards the &amp;edge of the picture</source>
        <translation>画面边缘降低细节(&amp;E)</translation>
    </message>
    <message>
        <source>At the edge an error twice as large is allowed. Saves loading; a turn of the head loads more.</source>
        <translation>边缘允许两倍的误差。节省加载；转动视角时要多加载一些。</translation>
    </message>
    <message>
        <source>Load what lies &amp;beside the picture</source>
        <translation>预先加载画面旁边的瓦片(&amp;B)</translation>
    </message>
    <message>
        <source>In idle moments, for a turn of the head. Costs requests and memory that may never be seen.</source>
        <translation>空闲时加载，供转动视角之用。会占用请求和内存，而内容可能始终看不到。</translation>
    </message>
    <message>
        <source>Load &amp;coarser levels</source>
        <translation>预先加载较粗的级别(&amp;C)</translation>
    </message>
    <message>
        <source>In idle moments, for the way up. Costs requests and memory that may never be seen.</source>
        <translation>空闲时加载，供升高视角之用。会占用请求和内存，而内容可能始终看不到。</translation>
    </message>
    <message>
        <source>Load the end of a &amp;flight before arrival</source>
        <translation>飞行到达之前加载终点(&amp;F)</translation>
    </message>
    <message>
        <source>The picture stands on arrival. Costs requests when a flight is broken off.</source>
        <translation>到达时画面已就绪。飞行中断时，这些请求就白费了。</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Of tiles, in main and graphics memory together. With too little the picture coarsens.</source>
        <translation>瓦片所占，主存与显存合计。不足时画面变粗。</translation>
    </message>
    <message>
        <source>Of disk space, for what servers have sent. Holds from the next start on.</source>
        <translation>用于保存服务器发来数据的磁盘空间。下次启动起生效。</translation>
    </message>
    <message>
        <source>More help with distant servers; some servers slow down whoever asks for much at once</source>
        <translation>服务器较远时，多一些更快；有些服务器会限制同时请求过多的用户</translation>
    </message>
    <message>
        <source>E&amp;mpty</source>
        <translation>清空(&amp;M)</translation>
    </message>
    <message>
        <source>Forgets what servers have sent; it is asked for again when it is needed</source>
        <translation>清除服务器发来的数据；需要时会重新请求</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>&amp;Allowed error</source>
        <translation>允许误差(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Half the detail at</source>
        <translation>细节减半的距离(&amp;H)</translation>
    </message>
    <message>
        <source>Ahead of need</source>
        <translation>预先加载</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Memory for &amp;tiles</source>
        <translation>瓦片内存(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Requests at once</source>
        <translation>同时请求数(&amp;R)</translation>
    </message>
    <message>
        <source>Cache on dis&amp;k</source>
        <translation>磁盘缓存(&amp;K)</translation>
    </message>
    <message>
        <source>In the cache now</source>
        <translation>缓存现有</translation>
    </message>
    <message>
        <source>Default&amp;s</source>
        <translation>恢复默认(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Pack pictures in graphics memory</source>
        <translation>在显存中压缩纹理图片(&amp;P)</translation>
    </message>
    <message>
        <source>They take a quarter to an eighth of the room and look a little worse. Loading takes longer. Holds for what is loaded from now on, where the graphics card can do it.</source>
        <translation>图片只占四分之一到八分之一的空间，画质略有下降，加载时间变长。对此后加载的内容生效，且需要显卡支持。</translation>
    </message>
</context>
<context>
    <name>guanjing::app::LoginDialog</name>
    <message>
        <source>&amp;Name and password</source>
        <translation>用户名和密码(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Key or token</source>
        <translation>密钥或令牌(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>用户(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Key or &amp;token</source>
        <translation>密钥或令牌(&amp;T)</translation>
    </message>
    <message>
        <source>Keep it in the key&amp;chain</source>
        <translation>保存到钥匙串(&amp;C)</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>The server did not accept the login. Please give it again.</source>
        <translation>服务器不接受该登录信息，请重新输入。</translation>
    </message>
    <message>
        <source>The server wants to know who asks.</source>
        <translation>服务器要求登录。</translation>
    </message>
    <message>
        <source>Entry &quot;%1&quot;. A scene file names the entry, never the login.</source>
        <translation>条目“%1”。场景文件只写条目名，从不写登录信息。</translation>
    </message>
    <message>
        <source>No keychain runs on this computer: the login is kept until the program ends, and nowhere else.</source>
        <translation>本机没有运行钥匙串：登录信息只保留到程序结束，不存到任何地方。</translation>
    </message>
    <message>
        <source>&amp;Log in</source>
        <translation>登录(&amp;L)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>guanjing::app::MainWindow</name>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Guanjing</source>
        <translation>莞境</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>The city</source>
        <translation>城市画面</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>scene&apos;s name (file&apos;s name)</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 – pack of %2</source>
        <comment>title, date</comment>
        <translation>%1 – 离线包 %2</translation>
    </message>
    <message>
        <source>Pack of %1</source>
        <translation>离线包 · %1</translation>
    </message>
    <message>
        <source>Pack of %1, not complete</source>
        <translation>离线包 · %1，未完成</translation>
    </message>
    <message>
        <source>%1, encrypted</source>
        <translation>%1，已加密</translation>
    </message>
    <message>
        <source>Begun on %1 by Dongguan&apos;s clocks (UTC+8)</source>
        <translation>开始于 %1（东莞时间，UTC+8）</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ManualWindow</name>
    <message>
        <source>%1: %2</source>
        <comment>chapter: section</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Guanjing: manual</source>
        <translation>莞境使用手册</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>找到的位置</translation>
    </message>
</context>
<context>
    <name>guanjing::app::MapSheet</name>
    <message>
        <source>%1 at the centre of the picture</source>
        <translation>画面中心 %1</translation>
    </message>
    <message>
        <source>Sources: %1</source>
        <translation>资料来源：%1</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between sources</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>guanjing::app::MessagesDialog</name>
    <message>
        <source>Messages: %1</source>
        <translation>消息：%1</translation>
    </message>
    <message>
        <source>No messages. This layer works as it should.</source>
        <translation>没有消息，该图层工作正常。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>No messages since the program was started.</source>
        <translation>程序启动以来没有消息。</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <comment>name of a layer: what is wrong with it</comment>
        <translation>图层“%1”：%2</translation>
    </message>
</context>
<context>
    <name>guanjing::app::MetadataSections</name>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>瓦片</translation>
    </message>
    <message>
        <source>Subtree</source>
        <translation>子树</translation>
    </message>
    <message>
        <source>Tileset</source>
        <translation>瓦片集</translation>
    </message>
    <message>
        <source>%1 · class %2</source>
        <comment>what it is of, name of its class</comment>
        <translation>%1 · 类 %2</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>类型：%1</translation>
    </message>
    <message>
        <source>Meaning: %1</source>
        <translation>语义：%1</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Bounding box</source>
        <translation>包围盒</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Bounding sphere</source>
        <translation>包围球</translation>
    </message>
    <message>
        <source>S2 cell</source>
        <translation>S2 单元</translation>
    </message>
    <message>
        <source>Least height</source>
        <translation>最小高程</translation>
    </message>
    <message>
        <source>Greatest height</source>
        <translation>最大高程</translation>
    </message>
    <message>
        <source>Horizon occlusion point</source>
        <translation>地平线遮挡点</translation>
    </message>
    <message>
        <source>Geometric error</source>
        <translation>几何误差</translation>
    </message>
    <message>
        <source>Refinement</source>
        <translation>细化方式</translation>
    </message>
    <message>
        <source>Transformation</source>
        <translation>变换矩阵</translation>
    </message>
    <message>
        <source>%1 to %2
%3 to %4
%5 to %6 m</source>
        <comment>west, east, south, north, lowest, highest</comment>
        <translation>%1 至 %2
%3 至 %4
高 %5 至 %6 m</translation>
    </message>
</context>
<context>
    <name>guanjing::app::NetworkController</name>
    <message>
        <source>The proxy %1 did not accept the login.</source>
        <translation>代理 %1 不接受该登录信息。</translation>
    </message>
    <message>
        <source>The proxy wants a login.</source>
        <translation>代理要求登录。</translation>
    </message>
    <message>
        <source>The proxy %1 wants a login.</source>
        <translation>代理 %1 要求登录。</translation>
    </message>
    <message>
        <source>Network…</source>
        <translation>网络…</translation>
    </message>
    <message>
        <source>%1 does not allow access with this login.</source>
        <translation>%1 不允许用此登录信息访问。</translation>
    </message>
    <message>
        <source>%1 did not accept the login.</source>
        <translation>%1 不接受该登录信息。</translation>
    </message>
    <message>
        <source>%1 wants a key.</source>
        <translation>%1 要求密钥。</translation>
    </message>
    <message>
        <source>%1 wants a login.</source>
        <translation>%1 要求登录。</translation>
    </message>
    <message>
        <source>Log in…</source>
        <translation>登录…</translation>
    </message>
    <message>
        <source>The keychain cannot be written; what was typed is kept until the program ends.</source>
        <translation>无法写入钥匙串；输入的内容只保留到程序结束。</translation>
    </message>
    <message>
        <source>In force when the program starts next; what is kept now is dropped then.</source>
        <translation>下次启动时生效；届时清除现有的本机数据。</translation>
    </message>
</context>
<context>
    <name>guanjing::app::NetworkDialog</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>As the system&apos;s environment says</source>
        <translation>按系统环境变量</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>使用以下代理</translation>
    </message>
    <message>
        <source>Hosts, domains and networks, by comma. This computer is always reached directly.</source>
        <translation>主机、域名和网段，用逗号分隔。本机始终直接访问。</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>It is kept in the keychain alone</source>
        <translation>只保存在钥匙串中</translation>
    </message>
    <message>
        <source>No keychain runs here: it is kept until the program ends</source>
        <translation>本机没有钥匙串：只保留到程序结束</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>&amp;Way to the servers</source>
        <translation>访问服务器(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Address and port</source>
        <translation>地址和端口(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Directly reached</source>
        <translation>直接访问(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>用户(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>选择(&amp;H)…</translation>
    </message>
    <message>
        <source>Trusted authorities</source>
        <translation>受信任的颁发机构</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>证书 (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Trust the &amp;system&apos;s authorities, too</source>
        <translation>同时信任系统的颁发机构(&amp;S)</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>&amp;Further authorities</source>
        <translation>其他颁发机构(&amp;F)</translation>
    </message>
    <message>
        <source>Shown to servers</source>
        <translation>向服务器出示</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Logins</source>
        <translation>登录信息</translation>
    </message>
    <message>
        <source>In the keychain</source>
        <translation>钥匙串中</translation>
    </message>
    <message>
        <source>A server that wants a login is told of, and asked for then.</source>
        <translation>服务器要求登录时会提示并请您输入。</translation>
    </message>
    <message>
        <source>No keychain runs on this computer: logins are asked for and kept until the program ends.</source>
        <translation>本机没有运行钥匙串：需要时输入登录信息，只保留到程序结束。</translation>
    </message>
    <message>
        <source>The proxy&apos;s address is missing.</source>
        <translation>缺少代理地址。</translation>
    </message>
    <message>
        <source>The proxy&apos;s address must be HOST:PORT; a login stands in its own fields.</source>
        <translation>代理地址应为“主机:端口”；登录信息另填。</translation>
    </message>
    <message>
        <source>There is no such file of authorities.</source>
        <translation>没有这个颁发机构文件。</translation>
    </message>
</context>
<context>
    <name>guanjing::app::Notice</name>
    <message>
        <source>Start again</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
        <translation>离线包</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>已暂停。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>scene, area</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · 剩余%2</translation>
    </message>
    <message>
        <source>The pack is complete: %1 files, %2.</source>
        <translation>离线包已完成：%1 个文件，%2。</translation>
    </message>
    <message>
        <source>%1 files could not be had.</source>
        <translation>有 %1 个文件无法取得。</translation>
    </message>
    <message>
        <source>Stopped. What is there is kept; the same choice with the same file goes on with it.</source>
        <translation>已停止。已有的内容保留着；用相同的选择和同一文件即可接着完成。</translation>
    </message>
    <message>
        <source>It failed for no reason that is known.</source>
        <translation>失败，原因不明。</translation>
    </message>
    <message>
        <source>Take along</source>
        <translation>制作离线包</translation>
    </message>
    <message>
        <source>The pack %1 is not complete.</source>
        <translation>离线包 %1 尚未完成。</translation>
    </message>
    <message>
        <source>Go on with it now? What is there already is not fetched again.</source>
        <translation>现在接着完成吗？已有的内容不会重新下载。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>接着完成</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>不再询问</translation>
    </message>
    <message>
        <source>It does not open with that. Please try again.</source>
        <translation>口令不对，请再试一次。</translation>
    </message>
    <message>
        <source>%1 of %2 files, %3</source>
        <comment>done, total; size</comment>
        <translation>%1 / %2 个文件，%3</translation>
    </message>
    <message>
        <source>%1 of %2 or more files, %3</source>
        <comment>done, total; size</comment>
        <translation>%1 / 至少 %2 个文件，%3</translation>
    </message>
    <message>
        <source>Paused · %1</source>
        <translation>已暂停 · %1</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PackKeyDialog</name>
    <message>
        <source>Encrypted pack</source>
        <translation>加密的离线包</translation>
    </message>
    <message>
        <source>%1 is encrypted. Its passphrase:</source>
        <translation>%1 已加密。请输入口令：</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Key file…</source>
        <translation>密钥文件…</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>What is kept on this computer is encrypted with these words. They are kept nowhere: who forgets them loses what was kept, and it is fetched again.</source>
        <translation>保存在本机的数据用此口令加密。口令不会存到任何地方：忘记后本机数据即不可用，需重新下载。</translation>
    </message>
    <message>
        <source>What is kept on this computer is protected. Without the passphrase the program works, but keeps nothing and finds nothing kept.</source>
        <translation>保存在本机的数据受保护。没有口令程序也能运行，但不保存数据，也读不到已保存的数据。</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation>再次输入(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>不用口令继续</translation>
    </message>
    <message>
        <source>At least 8 characters</source>
        <translation>至少 8 个字符</translation>
    </message>
    <message>
        <source>P&amp;rotect</source>
        <translation>保护(&amp;R)</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PlacesPanel</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Town, viewpoint or coordinates</source>
        <translation>镇街、视点或坐标</translation>
    </message>
    <message>
        <source>Search places</source>
        <translation>搜索地点</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Nothing found. Try a town such as Humen, or coordinates such as 113.75, 23.02.</source>
        <translation>没有找到。可以输入镇街名（如“虎门”）或坐标（如 113.75, 23.02）。</translation>
    </message>
    <message>
        <source>Viewpoints</source>
        <translation>视点</translation>
    </message>
    <message>
        <source>Keep a view for later with the plus sign; it is saved in the scene.</source>
        <translation>点加号可以收藏当前视角，它会保存在场景中。</translation>
    </message>
    <message>
        <source>Add the current view</source>
        <translation>添加当前视角</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PointSection</name>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Darken edges and hollows (eye-dome lighting)</source>
        <translation>边缘与凹处变暗（眼穹照明）</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>圆形</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>方形</translation>
    </message>
    <message>
        <source> × the gaps</source>
        <translation> × 点距</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>半径</translation>
    </message>
</context>
<context>
    <name>guanjing::app::PrintDialog</name>
    <message>
        <source>Print to PDF</source>
        <translation>输出 PDF</translation>
    </message>
    <message>
        <source>A4, landscape</source>
        <translation>A4 横向</translation>
    </message>
    <message>
        <source>A3, landscape</source>
        <translation>A3 横向</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ProtectionDialog</name>
    <message>
        <source>&amp;Not encrypted</source>
        <translation>不加密(&amp;N)</translation>
    </message>
    <message>
        <source>Encrypted, the key in the &amp;keychain</source>
        <translation>加密，密钥在钥匙串中(&amp;K)</translation>
    </message>
    <message>
        <source>Encrypted, the key in a &amp;file</source>
        <translation>加密，密钥在文件中(&amp;F)</translation>
    </message>
    <message>
        <source>Encrypted with a &amp;passphrase</source>
        <translation>用口令加密(&amp;P)</translation>
    </message>
    <message>
        <source>Protect what is kept on this computer</source>
        <translation>保护本机数据</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Whoever has the disk can read what servers have sent.</source>
        <translation>拿到硬盘的人可以读出服务器发来的数据。</translation>
    </message>
    <message>
        <source>Made at random and opened with your session.</source>
        <translation>随机生成，随您的会话打开。</translation>
    </message>
    <message>
        <source>No keychain runs on this computer.</source>
        <translation>本机没有运行钥匙串。</translation>
    </message>
    <message>
        <source>32 bytes, or 64 hexadecimal digits; on a stick that is taken along, for example.</source>
        <translation>32 字节，或 64 位十六进制数；例如放在随身携带的 U 盘上。</translation>
    </message>
    <message>
        <source>Asked for at every start. It is kept nowhere.</source>
        <translation>每次启动时输入，不存到任何地方。</translation>
    </message>
    <message>
        <source>What is kept now is dropped when the program starts next, and protected from then on; servers are asked for it again.</source>
        <translation>下次启动时清除现有的本机数据，此后按所选方式保存；数据将重新向服务器请求。</translation>
    </message>
    <message>
        <source>Now data are kept in %1, as --cache says. That folder is protected by --cache-key or --cache-passphrase-file; what is chosen here is for the usual one.</source>
        <translation>现在数据保存在 %1（由 --cache 指定）。该文件夹用 --cache-key 或 --cache-passphrase-file 保护；这里的选择只用于默认文件夹。</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ScaleBar</name>
    <message>
        <source>Scale bar</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>Scale of the map</source>
        <translation>地图比例尺</translation>
    </message>
    <message>
        <source>Scale at the centre of the picture</source>
        <translation>画面中心处的比例尺</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SceneController</name>
    <message>
        <source>Starting the demo city…</source>
        <translation>正在启动演示城市…</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>%1 is no longer there; the demo city is shown instead.</source>
        <translation>%1 已不存在，现显示演示城市。</translation>
    </message>
    <message>
        <source>New scene</source>
        <translation>新场景</translation>
    </message>
    <message>
        <source>Open scene</source>
        <translation>打开场景</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Save scene</source>
        <translation>保存场景</translation>
    </message>
    <message>
        <source>Scenes (*.scene.json)</source>
        <translation>场景 (*.scene.json)</translation>
    </message>
    <message>
        <source>The scene could not be saved. What was in the file before is still there.</source>
        <translation>场景未能保存，文件中原有的内容保持不变。</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>The scene has changes that are not saved.</source>
        <translation>场景有未保存的修改。</translation>
    </message>
    <message>
        <source>Save them now?</source>
        <translation>现在保存吗？</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Adding %1…</source>
        <translation>正在添加 %1…</translation>
    </message>
    <message>
        <source>The demo city&apos;s server has ended unexpectedly.</source>
        <translation>演示城市的服务意外中止。</translation>
    </message>
    <message>
        <source>The demo city&apos;s server has ended unexpectedly: %1</source>
        <translation>演示城市的服务意外中止：%1</translation>
    </message>
    <message>
        <source>It does not open with that. Please try again.</source>
        <translation>口令不对，请再试一次。</translation>
    </message>
    <message>
        <source>Scenes and packs (*.scene.json *.json *.gjpack)</source>
        <translation>场景和离线包 (*.scene.json *.json *.gjpack)</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SceneDocument</name>
    <message>
        <source>Show layer</source>
        <translation>显示图层</translation>
    </message>
    <message>
        <source>Hide layer</source>
        <translation>隐藏图层</translation>
    </message>
    <message>
        <source>Change opacity</source>
        <translation>调整不透明度</translation>
    </message>
    <message>
        <source>Rename layer</source>
        <translation>重命名图层</translation>
    </message>
    <message>
        <source>Remove layer</source>
        <translation>移除图层</translation>
    </message>
    <message>
        <source>Move layer</source>
        <translation>移动图层</translation>
    </message>
    <message>
        <source>Add data</source>
        <translation>添加数据</translation>
    </message>
    <message>
        <source>Add viewpoint</source>
        <translation>添加视点</translation>
    </message>
    <message>
        <source>Rename viewpoint</source>
        <translation>重命名视点</translation>
    </message>
    <message>
        <source>Delete viewpoint</source>
        <translation>删除视点</translation>
    </message>
    <message>
        <source>Move viewpoint</source>
        <translation>移动视点</translation>
    </message>
    <message>
        <source>Add clip</source>
        <translation>添加裁剪</translation>
    </message>
    <message>
        <source>Change clip</source>
        <translation>修改裁剪</translation>
    </message>
    <message>
        <source>Switch clip on</source>
        <translation>启用裁剪</translation>
    </message>
    <message>
        <source>Switch clip off</source>
        <translation>关闭裁剪</translation>
    </message>
    <message>
        <source>Rename clip</source>
        <translation>重命名裁剪</translation>
    </message>
    <message>
        <source>Remove clip</source>
        <translation>删除裁剪</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SourceSection</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>none: always shown; or such as 2026-06</source>
        <translation>不填则始终显示；如 2026-06</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Coarsest level</source>
        <translation>最粗级别</translation>
    </message>
    <message>
        <source>Finest level</source>
        <translation>最细级别</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>as the data say; or such as #000000, -9999</source>
        <translation>按数据本身；或如 #000000、-9999</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>无数据值</translation>
    </message>
    <message>
        <source>A date is a year, a month or a day: 2026, 2026-06 or 2026-06-01.</source>
        <translation>日期为年、月或日：2026、2026-06 或 2026-06-01。</translation>
    </message>
    <message>
        <source>What counts as no data is a colour such as #000000, or a number.</source>
        <translation>无数据值是 #000000 这样的颜色，或一个数字。</translation>
    </message>
    <message>
        <source>The coarsest level is not finer than the finest.</source>
        <translation>最粗级别不能比最细级别更细。</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StationChart</name>
    <message>
        <source>Chart of the last 24 hours</source>
        <translation>最近 24 小时曲线</translation>
    </message>
    <message>
        <source>From %1 to %2 %3, latest %4</source>
        <translation>%1 至 %2 %3，最新 %4</translation>
    </message>
    <message>
        <source>; limit %1</source>
        <translation>；限值 %1</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Hour of the day in Dongguan</source>
        <translation>时刻（时，北京时间）</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>限值 %1</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StationView</name>
    <message>
        <source>No history: %1</source>
        <translation>没有历史数据：%1</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>No new values</source>
        <translation>数据未更新</translation>
    </message>
    <message>
        <source>No value yet</source>
        <translation>尚无数据</translation>
    </message>
    <message>
        <source>Disconnected, last known value</source>
        <translation>连接中断，显示最后的数值</translation>
    </message>
    <message>
        <source>Air quality</source>
        <translation>空气质量</translation>
    </message>
    <message>
        <source>Water quality</source>
        <translation>水质</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Measured quantity</source>
        <translation>监测指标</translation>
    </message>
    <message>
        <source>The last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Fly closer</source>
        <translation>飞近</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StatusController</name>
    <message>
        <source>%1 MiB of memory for tiles are too few for this picture, so parts of it are coarser or missing. Tools &gt; Loading and memory allows more.</source>
        <translation>瓦片内存 %1 MiB 不够显示当前画面，部分内容变粗或缺失。可在“工具 &gt; 加载与内存”中调大。</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StatusReadout</name>
    <message>
        <source>N %1  E %2</source>
        <translation>北 %1  东 %2</translation>
    </message>
    <message numerus="yes">
        <source>Loading %Ln tile(s)</source>
        <translation>
            <numerusform>正在加载 %Ln 个瓦片</numerusform>
        </translation>
    </message>
    <message>
        <source>Longitude and latitude under the cursor, CGCS2000</source>
        <translation>光标处的经纬度（CGCS2000）</translation>
    </message>
    <message>
        <source>Northing and easting under the cursor, EPSG:4547 (CGCS2000, 3-degree Gauss-Kruger, central meridian 114 E)</source>
        <translation>光标处的北坐标与东坐标，EPSG:4547（CGCS2000，3 度带高斯-克吕格，中央经线东经 114°）</translation>
    </message>
    <message>
        <source>Height under the cursor above the ellipsoid</source>
        <translation>光标处的大地高（椭球面以上）</translation>
    </message>
    <message>
        <source>Scale at the centre of the picture</source>
        <translation>画面中心的比例尺</translation>
    </message>
    <message>
        <source>Time of the last frame</source>
        <translation>上一帧的绘制时间</translation>
    </message>
    <message>
        <source>Frame %1 ms</source>
        <translation>帧时 %1 ms</translation>
    </message>
    <message>
        <source>Memory full</source>
        <translation>内存已满</translation>
    </message>
    <message>
        <source>The tiles of this picture do not fit the %1 MiB that they may take. Tools &gt; Loading and memory allows more.</source>
        <translation>当前画面的瓦片超出了允许使用的 %1 MiB 内存。可在“工具 &gt; 加载与内存”中调大。</translation>
    </message>
    <message>
        <source>All layers are drawn %1 times coarser.</source>
        <translation>所有图层的精细度降低到 1/%1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tile(s), the least important ones, are left out.</source>
        <translation>
            <numerusform>省略了 %Ln 个最不重要的瓦片。</numerusform>
        </translation>
    </message>
    <message>
        <source>1985 height %1 m</source>
        <translation>1985 高程 %1 m</translation>
    </message>
    <message>
        <source>Ellipsoidal height %1 m</source>
        <translation>大地高 %1 m</translation>
    </message>
    <message>
        <source>Height under the cursor above the 1985 national height datum; %1 m above the ellipsoid</source>
        <translation>光标处的 1985 国家高程；大地高 %1 m</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Started with --offline: the program asks no server. What the cache, packs and files of this machine hold is shown.</source>
        <translation>以 --offline 启动：不访问任何服务器，只显示缓存、离线包和本机文件中的数据。</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StyleController</name>
    <message>
        <source>Style layer</source>
        <translation>设置图层样式</translation>
    </message>
</context>
<context>
    <name>guanjing::app::StyleDialog</name>
    <message>
        <source>Style: %1</source>
        <translation>样式：%1</translation>
    </message>
    <message>
        <source>By attribute</source>
        <translation>按属性</translation>
    </message>
    <message>
        <source>Style text</source>
        <translation>样式文本</translation>
    </message>
    <message>
        <source>No style</source>
        <translation>不用样式</translation>
    </message>
    <message>
        <source>Reverse the colours</source>
        <translation>颜色反向</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Classes by</source>
        <translation>分级方法</translation>
    </message>
    <message>
        <source>Number of classes</source>
        <translation>级数</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Natural breaks</source>
        <translation>自然断点</translation>
    </message>
    <message>
        <source>Equal intervals</source>
        <translation>等间距</translation>
    </message>
    <message>
        <source>Quantiles</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>渐变</translation>
    </message>
    <message>
        <source>Unique values</source>
        <translation>唯一值</translation>
    </message>
    <message numerus="yes">
        <source>%n different text(s)</source>
        <translation>
            <numerusform>%n 种文本</numerusform>
        </translation>
    </message>
    <message>
        <source>No properties in the tiles that are loaded</source>
        <translation>已加载的瓦片没有属性</translation>
    </message>
    <message>
        <source>✓ The style can be used.</source>
        <translation>✓ 样式可用。</translation>
    </message>
    <message>
        <source>✗ %1</source>
        <translation>✗ %1</translation>
    </message>
    <message>
        <source>Colours as recorded (RGB)</source>
        <translation>采集时的颜色（RGB）</translation>
    </message>
    <message>
        <source>LAS classes</source>
        <translation>LAS 分类</translation>
    </message>
    <message>
        <source>Gradient without strays (2 % to 98 %)</source>
        <translation>渐变，去掉离群值（2% 至 98%）</translation>
    </message>
    <message>
        <source>The points keep the colours of the data.</source>
        <translation>各点保持数据自带的颜色。</translation>
    </message>
    <message>
        <source>The style can be used, but: %1</source>
        <translation>样式可用，但是：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n different value(s)</source>
        <translation>
            <numerusform>%n 种值</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 values, %2 to %3</source>
        <translation>%1 个数值，%2 至 %3</translation>
    </message>
    <message>
        <source>Whole numbers beyond 9 007 199 254 740 992 (2⁵³) cannot be told apart exactly: values that lie close together share a class, which is marked with ≈.</source>
        <translation>超过 9 007 199 254 740 992（2⁵³）的整数无法精确区分：相近的数值归入同一类，以 ≈ 标记。</translation>
    </message>
    <message numerus="yes">
        <source>%n class(es) only: many features have the same values, between which nothing can be divided.</source>
        <translation>
            <numerusform>只有 %n 类：许多要素数值相同，无法再分。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>guanjing::app::StyleLegend</name>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>layer: property</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SunPanel</name>
    <message>
        <source>Sun, Dongguan time</source>
        <translation>太阳位置（东莞时间）</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Morning</source>
        <translation>上午</translation>
    </message>
    <message>
        <source>10:30, as most pictures are taken</source>
        <translation>10:30，多数照片在这时拍摄</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Sun, local time (UTC%1)</source>
        <translation>太阳，当地时间（UTC%1）</translation>
    </message>
</context>
<context>
    <name>guanjing::app::SwipeDivider</name>
    <message>
        <source>Divider</source>
        <translation>分隔线</translation>
    </message>
    <message>
        <source>Drag to compare; double click: to the middle</source>
        <translation>拖动以对比；双击回到中间</translation>
    </message>
</context>
<context>
    <name>guanjing::app::TakeAlongDialog</name>
    <message>
        <source>Terrain</source>
        <translation>地形</translation>
    </message>
    <message>
        <source>Imagery</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>3D model</source>
        <translation>三维模型</translation>
    </message>
    <message>
        <source>Live data</source>
        <translation>实时数据</translation>
    </message>
    <message>
        <source>Vector data</source>
        <translation>矢量数据</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>&amp;Take along</source>
        <translation>开始制作(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Open it</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Take along</source>
        <translation>制作离线包</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>As fine as there is</source>
        <translation>最细</translation>
    </message>
    <message>
        <source>Imagery is taken down to the level of this pixel; terrain and 3D models as finely as that asks for</source>
        <translation>影像取到此像素大小的级别；地形和三维模型取到与之相称的精细度</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不加密</translation>
    </message>
    <message>
        <source>With a passphrase</source>
        <translation>用口令</translation>
    </message>
    <message>
        <source>With a key file</source>
        <translation>用密钥文件</translation>
    </message>
    <message>
        <source>Passphrase, at least %1 characters</source>
        <translation>口令，至少 %1 个字符</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>再输入一次</translation>
    </message>
    <message>
        <source>32 bytes, or 64 hexadecimal digits</source>
        <translation>32 字节，或 64 位十六进制数字</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>图层(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>分辨率(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Encryption</source>
        <translation>加密(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>only live</source>
        <translation>实时数据</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>不能打包</translation>
    </message>
    <message>
        <source>About %1 in %2 files, %3</source>
        <comment>size, number, time</comment>
        <translation>约 %1，%2 个文件，%3</translation>
    </message>
    <message>
        <source>Estimating… %1 so far</source>
        <translation>正在估算… 目前 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>file, area</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Choose at least one layer.</source>
        <translation>请至少选择一个图层。</translation>
    </message>
    <message>
        <source>The passphrase needs at least %1 characters.</source>
        <translation>口令至少需要 %1 个字符。</translation>
    </message>
    <message>
        <source>The passphrase is not the same twice.</source>
        <translation>两次输入的口令不一致。</translation>
    </message>
    <message>
        <source>Choose a key file.</source>
        <translation>请选择密钥文件。</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>The file is there already: if it is the same choice, it is gone on with.</source>
        <translation>文件已存在：若选择相同，将接着完成它。</translation>
    </message>
    <message>
        <source>Without the passphrase nobody can open it, not even you.</source>
        <translation>没有口令谁也打不开它，包括您自己。</translation>
    </message>
    <message>
        <source>Packs (*.gjpack)</source>
        <translation>离线包 (*.gjpack)</translation>
    </message>
    <message>
        <source>The pack is not finished.</source>
        <translation>离线包尚未完成。</translation>
    </message>
    <message>
        <source>Stop it? What is there is kept, and can be gone on with later.</source>
        <translation>要停止吗？已有的内容会保留，以后可以接着完成。</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>继续进行</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>接着完成(&amp;G)</translation>
    </message>
    <message>
        <source>%1 (± %2 %)</source>
        <comment>size, margin</comment>
        <translation>%1（± %2 %）</translation>
    </message>
    <message>
        <source>Looking more closely…</source>
        <translation>正在进一步估计…</translation>
    </message>
</context>
<context>
    <name>guanjing::app::TimeBar</name>
    <message>
        <source>Dates</source>
        <translation>期次</translation>
    </message>
    <message>
        <source>Earlier date</source>
        <translation>上一期</translation>
    </message>
    <message>
        <source>Later date</source>
        <translation>下一期</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play through the dates</source>
        <translation>逐期播放</translation>
    </message>
    <message>
        <source>Compare dates</source>
        <translation>对比各期</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ToneSection</name>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>饱和度</translation>
    </message>
</context>
<context>
    <name>guanjing::app::ViewpointsModel</name>
    <message>
        <source>%1, camera at %2 m</source>
        <translation>%1，相机高 %2 m</translation>
    </message>
</context>
<context>
    <name>guanjing::app::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>图层(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Places</source>
        <translation>地点(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>Shado&amp;ws</source>
        <translation>阴影(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>对比(&amp;C)</translation>
    </message>
</context>
</TS>
