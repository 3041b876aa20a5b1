// One vertex of a tile. Light and haze of a matt surface are worked out here, so that a fragment costs one texture and one
// multiply-add: colour = base * vMul + vAdd, contrast included; others are lit by tile.surface.glsl. Colours are in display space, taken as square roots of linear ones: light is
// multiplicative, so its root does to a display colour what light itself does to a linear one.
in vec3 aPosition;
// What differs from tile to tile, in the frame of its vertices:
// 0-3 model-view-projection; 4 eye, haze per unit; 5 up / haze scale height, height of the origin / scale height;
// 6 sun, eye height / scale height; 7 up, air at the eye
uniform vec4 uTile[8];
uniform vec4 uFactor;     // base colour
uniform vec3 uEmissive;
uniform vec3 uHazeColor;
uniform vec3 uHazeSunColor;
uniform float uHazeGlow;  // air below a low sun shines: so much more of it is seen there
uniform vec4 uShift;      // edges: z = z * x + w * y, faded out at distance z
#ifdef LIT
in vec4 aNormal;
uniform vec3 uSunLight, uSkyLight, uGroundLight;
#elif !defined(FLAT) && !defined(DETAIL)
uniform vec3 uLight;          // the same for all of the tile
#endif
#ifdef SLOPES
in vec4 aNormal;
uniform vec3 uSunLight, uSkyLight, uGroundLight;
uniform vec4 uGround;         // up at the tile
    #ifdef HILLSHADE
uniform vec3 uMapLight;       // towards the chief light
out float vShade;             // light on the slope; 1 on the plain
    #endif
    #if defined(SLOPE_CLASSES) || defined(CONTOURS)
uniform vec3 uContour;        // 1 / interval, 1 / exaggeration, pixels a point
    #endif
    #ifdef SLOPE_CLASSES
out float vSlope;             // degrees
    #endif
    #ifdef CONTOURS
in float aMapHeight;          // metres above the datum of the map
out float vLevel;             // that in intervals
out vec2 vFoot;               // metres across, in two level directions
    #endif
#endif
#ifdef DETAIL
in vec2 aTexCoord, aTexCoord1;
out vec4 vTexCoords;
out vec3 vPosition;
out float vClear;
    #ifdef LIT
out vec3 vNormal;
    #endif
    #ifdef STYLE
out float vStyled;
    #endif
#elif defined(TEXTURE) || defined(WATER)
in vec2 aTexCoord;
out vec2 vTexCoord;
#endif
#ifdef COLOR
in vec4 aColor;
#endif
#ifdef STYLE
in vec4 aStyle; // colour and opacity of the feature; alpha 0: hidden; white: as the data has it
    #if (defined(TEXTURE) || defined(OVERLAYS)) && !defined(STYLE_ALL)
flat out float vTone;
    #endif
#endif
#ifdef STYLE_PICTURE
in vec2 aStyle; // where the picture of the looks is sampled
out vec2 vStylePlace;
out vec3 vStyleMul, vStyleAdd; // in place of vMul and vAdd where the style colours
#endif
#ifdef POINT_SIZE
in float aPointSize; // eighths of a pixel; 0: as the others
#endif
#ifdef POINT
uniform vec3 uPoint; // diameter in pixels where w is 1, the least, the most
#endif
#ifdef OVERLAYS
in vec2 aOverlay;
out vec2 vOverlay;
#endif
#ifdef HIGHLIGHT
in uint aFeature;
flat out uint vFeature;
#endif
#ifdef FLAT
out vec3 vPosition;
#endif
#if defined(GLOW) && !defined(DETAIL)
out vec3 vGlow;
#endif
#ifdef EYE_DOME
uniform vec3 uEyeDome; // depth on a map = z * x + y; x is 0 in perspective; strength
out float vDepth;
#endif
#ifdef SHADOW
// To the near part of the shadow map; in w: shadows fade out by so much per unit of distance, from this on, to this at most.
uniform vec4 uShadowTile[4];
uniform vec4 uShadowDark; // w: share of its display colour that a surface without normals loses
out vec4 vShadow;         // in w: the share to lose where no sun falls; of what a fragment lights: of the sun
#endif
#ifdef MIRROR
uniform vec3 uWaves[3]; // see TileUniforms::waves
out vec2 vWave;         // in periods of the waves
out vec3 vRay;          // from the eye
out vec4 vAir;          // light of the air before the fragment; what it lets through
#endif
out vec4 vMul; // alpha: the material's
out vec3 vAdd;

// Contrast: colour * x - y, before the light falls on it. Pictures of the ground keep nearly what they show; models may be
// crisper. Colours of a style are shown as chosen, and ink is black already.
#if defined(EDGES)
#define GRADE vec2(1.0, 0.0)
#elif defined(LIT)
#define GRADE vec2(1.24, 0.065)
#else
#define GRADE vec2(1.10, 0.05)
#endif

#if defined(LIT) && !defined(TEXTURE) && !defined(OVERLAYS) && !defined(STYLE) && !defined(EDGES)
#define SOFT_WHITE
#endif

// Where a picture of the lights says what shines, it is the fragment that adds it.
#ifdef GLOW
#define EMITTED vec3(0.0)
#else
#define EMITTED uEmissive
#endif

#ifdef SLOPES
vec3 lightOn(vec3 n, vec3 up)
{
    float sunlit = dot(n, uTile[6].xyz);
    return mix(uGroundLight, uSkyLight, 0.5 + 0.5 * dot(n, up)) * (1.0 + 0.18 * sunlit) + uSunLight * max(sunlit, 0.0);
}

    #ifdef HILLSHADE
// Light on a slope from the north-west, and less of it from west and north, so that ridges along the chief light show
// too; 1 on the plain.
float mapShade(vec3 n, vec3 up)
{
    vec3 northWest = normalize(uMapLight - up * dot(up, uMapLight));
    vec3 southWest = cross(up, northWest);
    vec3 west = 0.5 * (northWest + southWest) + 0.70711 * up;
    vec3 north = 0.5 * (northWest - southWest) + 0.70711 * up;
    float light = 0.5 * max(dot(n, uMapLight), 0.0) + 0.2 * (max(dot(n, west), 0.0) + max(dot(n, north), 0.0));
    return light / (0.9 * 0.70711);
}
    #else
// How much more or less light falls on a slope than on the plain. Pictures of the ground have shadows of their own and
// bear less of it.
vec3 slopeLight(vec3 n, vec3 up)
{
    vec3 relative = sqrt(lightOn(n, up) / max(lightOn(up, up), vec3(1e-3)));
        #if defined(OVERLAYS) && !defined(SLOPE_CLASSES)
    relative = mix(vec3(1.0), relative, 0.6);
        #endif
    return min(relative, vec3(1.22));
}
    #endif
#endif

#ifdef STYLE
float styledShare() { return min(aStyle.r, min(aStyle.g, aStyle.b)) < 1.0 ? 1.0 : 0.0; }
#endif

vec4 baseColor()
{
#ifdef OVERLAYS
    vec4 color = vec4(1.0, 1.0, 1.0, uFactor.a);
#else
    vec4 color = uFactor;
    #if defined(COLOR) && !(defined(STYLE) && defined(STYLE_SHADE))
    color *= aColor;
    #endif
#endif
#ifdef STYLE
    float styled = styledShare();
    #if (defined(TEXTURE) || defined(OVERLAYS)) && !defined(STYLE_ALL)
    vTone = styled;
    #endif
    #ifdef STYLE_EXACT
    color = aStyle;
    #elif defined(EDGES)
    color.a *= aStyle.a;
    #else
    color.rgb = mix(color.rgb, aStyle.rgb, styled);
    color.a *= aStyle.a;
    #endif
    #ifdef STYLE_SHADE
    color *= aColor;
    #endif
#endif
    return color;
}

void main()
{
    gl_Position = uTile[0] * aPosition.x + uTile[1] * aPosition.y + uTile[2] * aPosition.z + uTile[3];
#ifdef EDGES
    // A hair nearer than the surface they lie on.
    gl_Position.z = gl_Position.z * uShift.x + gl_Position.w * uShift.y;
#endif
#if defined(STYLE) && !defined(EDGES)
    // What is not to be seen in this pass goes beyond the border of the picture. An edge's own opacity hides it.
    #if defined(STYLE_OPAQUE)
    if (aStyle.a < 1.0)
    #elif defined(STYLE_BLENDED)
    if (aStyle.a == 0.0 || aStyle.a == 1.0)
    #else
    if (aStyle.a == 0.0)
    #endif
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
#endif
#ifdef POINT
    gl_PointSize = clamp(uPoint.x / max(gl_Position.w, 1e-6), uPoint.y, uPoint.z);
    #ifdef POINT_SIZE
    gl_PointSize = aPointSize > 0.0 ? aPointSize * 0.125 : gl_PointSize;
    #endif
#endif
#ifdef EYE_DOME
    vDepth = uEyeDome.x == 0.0 ? log2(max(gl_Position.w, 1e-6)) : gl_Position.z * uEyeDome.x + uEyeDome.y;
#endif
    vec3 ray = aPosition - uTile[4].xyz;
    float distance = length(ray);

    // Mean density of the air between eye and vertex, for air that thins exponentially with height.
    float high = max(dot(uTile[5].xyz, aPosition) + uTile[5].w, 0.0);
    float difference = uTile[6].w - high;
    // For small differences by its series, where the quotient would lose its digits.
    float mean = abs(difference) > 0.01 ? (exp(-high) - uTile[7].w) / difference : uTile[7].w * (1.0 + 0.5 * difference);
    // The first kilometres are clear; the far distance is as thick as it was.
    float depth = uTile[4].w * distance * mean;
    float sunward = 0.5 + 0.5 * dot(ray, uTile[6].xyz) / max(distance, 1e-6);
    sunward *= sunward * sunward;
    depth *= 1.0 + uHazeGlow * sunward;
    float haze = 1.0 - exp(-depth * depth / (depth + 0.35));
    // Little air scatters blue, but not below the sun; much of it has the colour of the horizon.
    vec3 hazeColor = mix(uHazeColor, uHazeSunColor, sunward * sunward) * mix(vec3(0.78, 0.89, 1.0), vec3(1.0), max(haze, sunward * sunward));

#ifdef SHADOW
    vShadow.xyz = uShadowTile[0].xyz * aPosition.x + uShadowTile[1].xyz * aPosition.y + uShadowTile[2].xyz * aPosition.z
        + uShadowTile[3].xyz;
    vShadow.w = clamp(uShadowTile[1].w - distance * uShadowTile[0].w, 0.0, 1.0) * uShadowTile[2].w;
#endif
#ifdef DETAIL
    vPosition = ray;
    vTexCoords = vec4(aTexCoord, aTexCoord1);
    vClear = 1.0 - haze;
    #ifdef LIT
    vNormal = aNormal.xyz;
    #endif
    #ifdef STYLE
    vStyled = styledShare();
    #endif
    vMul = baseColor();
    vAdd = hazeColor * haze;
    #ifdef STYLE_PICTURE
    vStyleMul = vec3(1.0);
    vStyleAdd = vAdd;
    #endif
#elif defined(FLAT)
    vPosition = ray;
    // The fragment lights it.
    vMul = baseColor();
    vAdd = hazeColor * haze + EMITTED * (1.0 - haze);
    vMul.rgb *= 1.0 - haze;
    #ifdef STYLE_PICTURE
    vStyleMul = vec3(1.0 - haze);
    vStyleAdd = vAdd;
    #endif
#else
    #ifdef LIT
    vec3 n = aNormal.xyz;
    #ifdef DOUBLE_SIDED
    if (dot(n, ray) > 0.0)
        n = -n;
    #endif
    float skyward = 0.5 + 0.5 * dot(n, uTile[7].xyz);
    float sunlit = dot(n, uTile[6].xyz);
    vec3 light = mix(uGroundLight, uSkyLight, skyward) * (1.0 + 0.18 * sunlit) + uSunLight * max(sunlit, 0.0);
    // The open sky is never even: of two walls that the sun meets at one angle, or not at all, one is cooler and darker.
    light *= 1.0 + dot(n, cross(uTile[6].xyz, uTile[7].xyz)) * vec3(0.34, 0.28, 0.18);
    // A roof under a high sun keeps its colour.
    light = min(sqrt(light), vec3(1.10, 1.06, 1.0));
        #ifdef SHADOW
    // What the sky alone would leave.
    float sunless = mix(uGroundLight.g, uSkyLight.g, skyward) * (1.0 + 0.28 * dot(n, cross(uTile[6].xyz, uTile[7].xyz)));
    vShadow.w *= clamp(1.0 - sqrt(sunless * (1.0 + 0.18 * min(sunlit, 0.0))) / light.g, 0.0, 1.0);
        #endif
    #else
    vec3 light = uLight;
        #ifdef SHADOW
    vShadow.w *= uShadowDark.w;
        #endif
    #endif
    #ifdef SLOPES
    vec3 slope = normalize(aNormal.xyz);
        #ifdef HILLSHADE
    vShade = mapShade(slope, uGround.xyz);
        #else
    light *= slopeLight(slope, uGround.xyz);
        #ifdef SHADOW
    vShadow.w *= clamp(dot(slope, uTile[6].xyz) / max(dot(uGround.xyz, uTile[6].xyz), 0.05), 0.0, 1.0);
        #endif
        #endif
    #endif
    vMul = baseColor();
    vec2 grade = GRADE;
    #ifdef STYLE
    grade = mix(grade, vec2(1.0, 0.0), styledShare());
    #endif
    #ifdef SOFT_WHITE
    // Bare models are often white: what the sun makes brighter than that comes near it only, so that their sides differ.
    vec3 shown = vMul.rgb * light * grade.x - light * grade.y;
    vec3 over = max(shown - 0.78, 0.0);
    vMul.rgb = (min(shown, vec3(0.78)) + over / (1.0 + 2.7 * over)) * (1.0 - haze);
    vAdd = hazeColor * haze + EMITTED * (1.0 - haze);
    #else
    light *= 1.0 - haze;
    vMul.rgb *= light * grade.x;
    vAdd = hazeColor * haze + EMITTED * (1.0 - haze) - light * grade.y;
    #endif
    #ifdef STYLE_PICTURE
    vStyleMul = light;
    vStyleAdd = vAdd + light * grade.y;
    #endif
#endif

#ifdef SLOPE_CLASSES
    float upward = clamp(dot(slope, uGround.xyz), 0.001, 1.0);
    vSlope = degrees(atan(sqrt(1.0 - upward * upward) / upward * uContour.y));
#endif
#ifdef CONTOURS
    // A little higher than its own height: water that lies exactly there is no line, its shore is.
    vLevel = aMapHeight * uContour.x - 0.05 * min(uContour.x, 1.0);
    vec3 across = normalize(cross(abs(uGround.z) < 0.7 ? vec3(0.0, 0.0, 1.0) : vec3(1.0, 0.0, 0.0), uGround.xyz));
    vFoot = vec2(dot(across, aPosition), dot(cross(uGround.xyz, across), aPosition));
#endif

#if defined(GLOW) && !defined(DETAIL)
    vGlow = uEmissive * (1.0 - haze);
#endif
#ifdef STYLE_PICTURE
    vStylePlace = aStyle;
    #if defined(COLOR) && defined(STYLE_SHADE)
    vStyleMul *= aColor.rgb;
    #endif
#endif
#ifdef EDGES
    vMul.a *= clamp(1.0 - distance * uShift.z, 0.0, 1.0);
#endif
#ifdef MIRROR
    vWave = vec2(dot(uWaves[0], aPosition), dot(uWaves[1], aPosition)) + uWaves[2].xy;
    vRay = ray;
    vAir = vec4(hazeColor * haze, 1.0 - haze);
#endif
#if (defined(TEXTURE) || defined(WATER)) && !defined(DETAIL)
    vTexCoord = aTexCoord;
#endif
#ifdef OVERLAYS
    vOverlay = aOverlay;
#endif
#ifdef HIGHLIGHT
    vFeature = aFeature;
#endif
}
