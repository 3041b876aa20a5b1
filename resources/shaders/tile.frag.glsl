in vec4 vMul;
in vec3 vAdd;
out vec4 outColor;
#ifdef STYLE_PICTURE
in vec2 vStylePlace;
in vec3 vStyleMul, vStyleAdd;
uniform sampler2D uStyle; // colour and opacity of the feature; alpha 0: hidden; white: as the data has it
#endif
#ifdef EYE_DOME
in float vDepth;
uniform vec3 uEyeDome;
out vec2 outDepth;
#endif
#if defined(TEXTURE) || defined(WATER)
    #ifdef DETAIL
    #define TEXTURE_PLACE placeOf(0)
    #else
in vec2 vTexCoord;
    #define TEXTURE_PLACE vTexCoord
    #endif
uniform sampler2D uTexture;
#endif
#if defined(STYLE) && (defined(TEXTURE) || defined(OVERLAYS)) && !defined(STYLE_ALL)
flat in float vTone;
#endif
#if defined(GLOW) && !defined(DETAIL)
uniform sampler2D uGlow;
in vec3 vGlow;
#endif
#ifdef FLAT
in vec3 vPosition;
uniform vec4 uTile[8];
uniform vec3 uSunLight, uSkyLight, uGroundLight;
#endif
#ifdef OVERLAYS
in vec2 vOverlay;
uniform sampler2D uOverlay[OVERLAYS];
uniform vec4 uOverlayPlace[OVERLAYS];   // scale, offset
uniform float uOverlayOpacity[OVERLAYS];
uniform vec4 uFactor;
    #ifdef OVERLAY_BENT
// Of each: y per v and x per u crosswise, of u²; of u v, of v²; clip; latitude. See layers/tiling/DrawList.h.
uniform vec4 uOverlayBend[4 * OVERLAYS];
    #endif
    #ifdef LAMPS
uniform float uOverlayLight[OVERLAYS];  // 1: light of lamps, 0: a picture
uniform vec3 uLamps;                    // the brightest of it, as a factor of the light that falls anyway
// Rich in contrast, so that streets stand out from yards, and in colour however faint.
vec3 exposed(vec3 lamps)
{
    float most = max(max(lamps.r, lamps.g), max(lamps.b, 0.01));
    return lamps * lamps * (0.34 / most + 0.66);
}
    #endif
    #ifdef OVERLAY_TONE
uniform vec3 uOverlayTone[OVERLAYS];    // brightness, contrast, saturation
    #endif
#endif
#ifdef SHADOW
in vec4 vShadow;
uniform sampler2DShadow uShadowMap;
uniform vec4 uShadowFar;  // near part to far part: scale, offset
uniform vec4 uShadowDark; // tint of what a shadow takes, see tile.vert.glsl
#endif
#ifdef MASK
uniform float uAlphaCutoff;
#endif
#ifdef FADE
uniform float uOpacity;
#endif
#ifdef COVER
uniform float uCover;
#endif
#ifdef HIGHLIGHT
flat in uint vFeature;
uniform uint uFeature;
uniform vec3 uAccent;
#endif
#ifdef HIGHLIGHT_ALL
uniform vec3 uAccent;
#endif

#ifdef SLOPE_CLASSES
in float vSlope;
// The classes of China's land surveys, with soft borders a pixel wide.
vec3 slopeColor(float slope)
{
    float soft = max(fwidth(slope), 1e-3);
    vec3 color = vec3(0.62, 0.78, 0.55);
    color = mix(color, vec3(0.86, 0.88, 0.55), clamp((slope - 2.0) / soft + 0.5, 0.0, 1.0));
    color = mix(color, vec3(0.96, 0.78, 0.42), clamp((slope - 6.0) / soft + 0.5, 0.0, 1.0));
    color = mix(color, vec3(0.91, 0.53, 0.30), clamp((slope - 15.0) / soft + 0.5, 0.0, 1.0));
    return mix(color, vec3(0.71, 0.25, 0.22), clamp((slope - 25.0) / soft + 0.5, 0.0, 1.0));
}
#endif
#ifdef HILLSHADE
in float vShade;
// Darker on slopes that turn away and lighter on those that face the light, never black nor burnt out; the plain stays.
vec3 shaded(vec3 color, float shade)
{
    float more = clamp(3.0 * (shade - 1.0), 0.0, 0.8), less = min(shade, 1.0);
    return color * (0.3 + 0.7 * less * sqrt(less)) + color * (1.0 - color) * more;
}
#endif
#ifdef CONTOURS
in float vLevel;
in vec2 vFoot;
uniform vec3 uContour;
// Shares of a line and of the pale casing around it: every fifth one is bolder. Where a pixel is so large that lines would run together on any slope they fade,
// the fine ones first; a steep bank alone breaks no bold line. On the plain there are none.
vec2 contour(float level)
{
    float step = max(length(vec2(dFdx(level), dFdy(level))), 1e-7);
    float across = max(max(length(dFdx(vFoot)), length(dFdy(vFoot))), 1e-6) * uContour.x;
    float dense = 0.25 * across; // lines a pixel where the ground rises one in four
    float away = abs(fract(level - 0.5) - 0.5) / step;
    float awayBold = abs(fract(level * 0.2 - 0.5) - 0.5) / (0.2 * step);
    float fine = 1.0 - smoothstep(0.12, 0.3, max(dense, 0.4 * step));
    float bold = 1.0 - smoothstep(0.6, 1.5, dense);
    vec2 line = max(0.6 * fine * clamp(vec2(0.5, 1.2) * uContour.z + 0.5 - away, 0.0, 1.0),
                    0.9 * bold * clamp(vec2(0.9, 2.0) * uContour.z + 0.5 - awayBold, 0.0, 1.0));
    return line * smoothstep(4e-4, 2e-3, step / across);
}
#endif

#ifdef OVERLAYS
// Loops over samplers are unrolled by hand: GLSL 1.30 wants constant indices.
#ifdef OVERLAY_BENT
// Where in picture i the fragment lies, and in z whether it may be drawn there.
vec3 bentPlace(vec4 place, int i)
{
    vec2 p = vOverlay;
    vec4 first = uOverlayBend[4 * i], second = uOverlayBend[4 * i + 1], clip = uOverlayBend[4 * i + 2],
         latitude = uOverlayBend[4 * i + 3];
    if (latitude.w != 0.0)
        p.y = (latitude.z - atan(sinh(mix(latitude.x, latitude.y, p.y)))) * latitude.w;
    vec2 inside = step(clip.xy, p) * step(p, clip.zw);
    vec2 uv = p * place.xy + place.zw + p.yx * first.xy + first.zw * (p.x * p.x) + second.xy * (p.x * p.y)
        + second.zw * (p.y * p.y);
    return vec3(uv, inside.x * inside.y);
}
#define OVERLAY_PLACE(i) bentPlace(uOverlayPlace[i], i)
#else
#define OVERLAY_PLACE(i) vec3(vOverlay * uOverlayPlace[i].xy + uOverlayPlace[i].zw, 1.0)
#endif
#ifdef OVERLAY_TONE
vec3 toned(vec3 color, vec3 tone)
{
    color = (color - 0.5) * tone.y + 0.5 + tone.x;
    return clamp(mix(vec3(dot(color, vec3(0.2126, 0.7152, 0.0722))), color, tone.z), 0.0, 1.0);
}
#define OVERLAY_COLOR(i, color) toned(color, uOverlayTone[i])
#else
#define OVERLAY_COLOR(i, color) color
#endif
#ifdef OVERLAY_CLIP
#define OVERLAY_INSIDE(place) (place.z * step(max(abs(place.x - 0.5), abs(place.y - 0.5)), 0.50001))
#else
#define OVERLAY_INSIDE(place) 1.0
#endif
vec3 laidOver(vec3 base, vec4 texel, float opacity) { return mix(base, texel.rgb, texel.a * opacity); }
#ifdef LAMPS
#define LAY(i, texel, opacity) base.rgb = laidOver(base.rgb, texel, opacity * (1.0 - uOverlayLight[i])); lamps = laidOver(lamps, texel, opacity * uOverlayLight[i]);
#else
#define LAY(i, texel, opacity) base.rgb = laidOver(base.rgb, texel, opacity);
#endif
#define LAY_OVER(i) { vec3 place = OVERLAY_PLACE(i); vec4 texel = texture(uOverlay[i], place.xy); float opacity = uOverlayOpacity[i] * OVERLAY_INSIDE(place); texel.rgb = OVERLAY_COLOR(i, texel.rgb); LAY(i, texel, opacity) }
#endif

#ifdef SHADOW
// 0 in the sun, 1 in full shadow: four soft taps, in the fine part of the map where it reaches so far. Beyond both the
// border of the coarse one answers, where nothing casts.
float shadowed()
{
    const vec2 texel = vec2(0.5, 1.0) / SHADOW_SIDE;
    vec2 at = vShadow.xy;
    if (max(2.0 * abs(at.x - 0.25), abs(at.y - 0.5)) > 0.497)
        at = clamp(at * uShadowFar.xy + uShadowFar.zw, vec2(0.5, 0.0) + 2.0 * texel, vec2(1.0) - 2.0 * texel);
    float depth = min(vShadow.z, 1.0), lit = 0.0;
    // A loop, as a software renderer goes past one that no pixel enters: half of a city faces away from the sun.
    int taps = vShadow.w > 0.003 ? 4 : 0;
    for (int i = 0; i < taps; ++i) {
        vec2 aside = 1.2 * (vec2(float(i & 1), float(i >> 1)) - 0.5);
        lit += textureLod(uShadowMap, vec3(at + aside * texel, depth), 0.0);
    }
    return 1.0 - 0.25 * lit;
}

float sunShare() { return 1.0 - vShadow.w * shadowed(); }
#endif

void main()
{
#ifdef ROUND
    vec2 fromMiddle = gl_PointCoord - 0.5;
    if (dot(fromMiddle, fromMiddle) > 0.25)
        discard;
#endif
#ifdef COVER
    // Interleaved gradient noise (Jimenez, "Next generation post processing in Call of Duty: Advanced Warfare", 2014):
    // every share of pixels is spread evenly.
    if (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) >= uCover)
        discard;
#endif
#ifdef STYLE_PICTURE
    vec4 look = texture(uStyle, vStylePlace);
    // What is not to be seen in this pass.
    #if defined(STYLE_OPAQUE)
    if (look.a < 1.0)
    #elif defined(STYLE_BLENDED)
    if (look.a == 0.0 || look.a == 1.0)
    #else
    if (look.a == 0.0)
    #endif
        discard;
    #ifdef EDGES
    bool isStyled = false;
    #else
    bool isStyled = min(look.r, min(look.g, look.b)) < 1.0;
    #endif
#endif
    vec4 base = vec4(1.0);
#ifdef LAMPS
    vec3 lamps = vec3(0.0);
#endif
#ifdef TEXTURE
    base = texture(uTexture, TEXTURE_PLACE);
    #ifdef WATER
    base.a = 1.0;
    #endif
#endif
#ifdef OVERLAY_COVERS
    // The lowest picture hides what is below: no mixing.
    base.rgb = OVERLAY_COLOR(0, texture(uOverlay[0], OVERLAY_PLACE(0).xy).rgb);
#endif
#ifdef OVERLAYS
    #if !defined(OVERLAY_COVERS)
    base.rgb *= uFactor.rgb;
    LAY_OVER(0)
    #endif
    #if OVERLAYS > 1
    LAY_OVER(1)
    #endif
    #if OVERLAYS > 2
    LAY_OVER(2)
    #endif
    #if OVERLAYS > 3
    LAY_OVER(3)
    #endif
    #if OVERLAYS > 4
    LAY_OVER(4)
    #endif
    #if OVERLAYS > 5
    LAY_OVER(5)
    #endif
    #if OVERLAYS > 6
    LAY_OVER(6)
    #endif
    #if OVERLAYS > 7
    LAY_OVER(7)
    #endif
    #if OVERLAYS > 8
    LAY_OVER(8)
    #endif
    #if OVERLAYS > 9
    LAY_OVER(9)
    #endif
    #if OVERLAYS > 10
    LAY_OVER(10)
    #endif
    #if OVERLAYS > 11
    LAY_OVER(11)
    #endif
    #if OVERLAYS > 12
    LAY_OVER(12)
    #endif
    #if OVERLAYS > 13
    LAY_OVER(13)
    #endif
#endif
#if defined(STYLE) && (defined(TEXTURE) || defined(OVERLAYS))
    // A surface coloured by a style keeps of its picture only light and dark.
    // Green stands for brightness.
    #ifdef STYLE_ALL
    base.rgb = vec3(0.62 + 0.6 * base.g);
    #else
    base.rgb = mix(base.rgb, vec3(0.62 + 0.6 * base.g), vTone);
    #endif
#endif
#ifdef HILLSHADE
    #ifndef OVERLAYS
    base.rgb = mix(base.rgb, vec3(0.80, 0.79, 0.76), 0.8); // bare ground is pale, as on maps
    #endif
    base.rgb = shaded(base.rgb, vShade);
#endif
#ifdef SLOPE_CLASSES
    base.rgb = mix(base.rgb, slopeColor(vSlope), 0.8);
#endif
#ifdef CONTOURS
    // Brown as on maps; over dark pictures such as woods the pale casing shows it.
    vec2 line = contour(vLevel);
    base.rgb = mix(base.rgb, vec3(1.0, 0.95, 0.82), 0.6 * line.y * (1.0 - smoothstep(0.45, 0.75, base.g)));
    base.rgb = mix(base.rgb, vec3(0.36, 0.22, 0.11), line.x);
#endif
    vec4 mul = vMul;
    vec3 add = vAdd;
#ifdef STYLE_PICTURE
    mul.a *= look.a;
    if (isStyled) {
    #if defined(TEXTURE) || defined(OVERLAYS)
        base.rgb = vec3(0.62 + 0.6 * base.g);
    #endif
        mul.rgb = look.rgb * vStyleMul;
        add = vStyleAdd;
    }
#endif
    vec4 color = base * mul;
#if defined(SHADOW) && !defined(FLAT) && !defined(DETAIL)
    float shade = vShadow.w * shadowed();
    // What contrast takes off (GRADE of tile.vert.glsl) is no light that could be missing.
    color.rgb -= uShadowDark.rgb * shade * max(color.rgb - 0.055, 0.0);
#endif
#ifdef LAMPS
    // Lamps are seen themselves, too: black asphalt below them is no dark place.
    color.rgb += mul.rgb * uLamps * exposed(lamps) * (0.45 + 0.55 * base.rgb);
#endif
#ifdef MASK
    if (color.a < uAlphaCutoff)
        discard;
    color.a = 1.0;
#endif
#ifdef FLAT
    // No normals: the triangle's own, by derivatives, facing the eye.
    vec3 n = normalize(cross(dFdx(vPosition), dFdy(vPosition)));
    n = dot(n, vPosition) > 0.0 ? -n : n;
    float skyward = 0.5 + 0.5 * dot(n, uTile[7].xyz);
    #ifdef SHADOW
    #define SUN_SHARE sunShare()
    #else
    #define SUN_SHARE 1.0
    #endif
    color.rgb *= sqrt(mix(uGroundLight, uSkyLight, skyward) + uSunLight * (max(dot(n, uTile[6].xyz), 0.0) * SUN_SHARE));
#endif
#if defined(DETAIL) && defined(STYLE_PICTURE)
    color.rgb = litSurface(color.rgb, isStyled ? 1.0 : 0.0) * vClear;
#elif defined(DETAIL) && defined(STYLE)
    color.rgb = litSurface(color.rgb, vStyled) * vClear;
#elif defined(DETAIL)
    color.rgb = litSurface(color.rgb, 0.0) * vClear;
#endif
    color.rgb += add;
#ifdef MIRROR
    #ifdef SHADOW
    float sunny = 1.0 - min(shade / max(uShadowDark.w, 1e-3), 1.0);
    #else
    float sunny = 1.0;
    #endif
    color.rgb = waterShown(color.rgb, 1.0 - texture(uTexture, TEXTURE_PLACE).a, sunny);
#endif
#if defined(GLOW) && !defined(DETAIL)
    vec3 glow = texture(uGlow, vTexCoord).rgb;
    glow *= vGlow / (1.0 + max(vGlow - 1.0, 0.0) * glow); // more than all of it: as exposed for longer
    color.rgb += glow * (1.0 - color.rgb);
#endif
#ifdef HIGHLIGHT
    if (vFeature == uFeature)
        color.rgb = mix(color.rgb, uAccent, 0.7);
#endif
#ifdef HIGHLIGHT_ALL
    color.rgb = mix(color.rgb, uAccent, 0.7);
#endif
#ifdef FADE
    color.a *= uOpacity;
#endif
#ifdef SOLID
    color.a = 1.0;
#endif
    outColor = color;
#ifdef EYE_DOME
    outDepth = vec2(vDepth, uEyeDome.z);
#endif
}
