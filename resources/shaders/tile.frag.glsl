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
#ifdef TEXTURE
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
#endif
#ifdef STREETS
uniform vec3 uStreets;
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

#ifdef OVERLAYS
// Loops over samplers are unrolled by hand: GLSL 1.30 wants constant indices.
vec3 laidOver(vec3 base, sampler2D picture, vec4 place, float opacity)
{
    vec2 uv = vOverlay * place.xy + place.zw;
    vec4 texel = texture(picture, uv);
    #ifdef OVERLAY_CLIP
    vec2 outside = abs(uv - 0.5);
    opacity *= step(max(outside.x, outside.y), 0.50001);
    #endif
    return mix(base, texel.rgb, texel.a * opacity);
}
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
#ifdef TEXTURE
    base = texture(uTexture, TEXTURE_PLACE);
#endif
#ifdef OVERLAY_COVERS
    // The lowest picture hides what is below: no mixing.
    base.rgb = texture(uOverlay[0], vOverlay * uOverlayPlace[0].xy + uOverlayPlace[0].zw).rgb;
#endif
#ifdef OVERLAYS
    #if !defined(OVERLAY_COVERS)
    base.rgb *= uFactor.rgb;
    base.rgb = laidOver(base.rgb, uOverlay[0], uOverlayPlace[0], uOverlayOpacity[0]);
    #endif
    #if OVERLAYS > 1
    base.rgb = laidOver(base.rgb, uOverlay[1], uOverlayPlace[1], uOverlayOpacity[1]);
    #endif
    #if OVERLAYS > 2
    base.rgb = laidOver(base.rgb, uOverlay[2], uOverlayPlace[2], uOverlayOpacity[2]);
    #endif
    #if OVERLAYS > 3
    base.rgb = laidOver(base.rgb, uOverlay[3], uOverlayPlace[3], uOverlayOpacity[3]);
    #endif
    #if OVERLAYS > 4
    base.rgb = laidOver(base.rgb, uOverlay[4], uOverlayPlace[4], uOverlayOpacity[4]);
    #endif
    #if OVERLAYS > 5
    base.rgb = laidOver(base.rgb, uOverlay[5], uOverlayPlace[5], uOverlayOpacity[5]);
    #endif
    #if OVERLAYS > 6
    base.rgb = laidOver(base.rgb, uOverlay[6], uOverlayPlace[6], uOverlayOpacity[6]);
    #endif
    #if OVERLAYS > 7
    base.rgb = laidOver(base.rgb, uOverlay[7], uOverlayPlace[7], uOverlayOpacity[7]);
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
#ifdef STREETS
    // On pictures of the ground streets are what is dark grey: neither green, as plants and water are, nor earth, nor the
    // light paving of yards, nor black.
    float spread = max(base.r, max(base.g, base.b)) - min(base.r, min(base.g, base.b));
    float grey = clamp(1.0 + 50.0 * (max(base.r, base.b) - base.g), 0.0, 1.0) * clamp(1.0 - 10.0 * (spread - 0.04), 0.0, 1.0)
        * clamp(9.0 * (0.55 - base.g), 0.0, 1.0) * clamp(6.0 * (base.g - 0.26), 0.0, 1.0);
    color.rgb *= 1.0 + uStreets * grey;
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
    color.rgb *= sqrt(mix(uGroundLight, uSkyLight, skyward) + uSunLight * max(dot(n, uTile[6].xyz), 0.0));
#endif
#if defined(DETAIL) && defined(STYLE_PICTURE)
    color.rgb = litSurface(color.rgb, isStyled ? 1.0 : 0.0) * vClear;
#elif defined(DETAIL) && defined(STYLE)
    color.rgb = litSurface(color.rgb, vStyled) * vClear;
#elif defined(DETAIL)
    color.rgb = litSurface(color.rgb, 0.0) * vClear;
#endif
    color.rgb += add;
#if defined(GLOW) && !defined(DETAIL)
    color.rgb += texture(uGlow, vTexCoord).rgb * vGlow * (1.0 - color.rgb);
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
