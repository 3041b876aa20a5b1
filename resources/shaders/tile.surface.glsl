// Light per fragment, for surfaces that are smooth, metallic or have pictures of that: glTF 2.0, appendix B. Part of
// tile.frag.glsl. Colours come in and go out as displayed; in between they are linear, taken as squares, so that a matt
// surface comes out as tile.vert.glsl lights it, whose light is a root for the same reason.
in vec3 vPosition;  // from the eye, in the frame of the vertices
in vec4 vTexCoords; // TEXCOORD_0, TEXCOORD_1
in float vClear;    // 1 - haze
#ifdef LIT
in vec3 vNormal;
#define SURFACE_GRADE vec2(1.24, 0.065)
#else
#define SURFACE_GRADE vec2(1.0, 0.0)
#endif
#ifdef STYLE
in float vStyled;
#endif
uniform vec4 uTile[8];
uniform vec4 uSight;   // towards the eye where all rays are parallel; w 0: they are not
uniform vec4 uSurface; // metallic, roughness, scale of the normals, strength of the occlusion
uniform vec4 uPlaces[15];
uniform vec3 uEmissive;
uniform vec3 uSunLight, uSkyLight, uGroundLight;
uniform vec3 uZenith, uHorizon; // linear
uniform sampler2D uLobe;        // see environmentBrdf
#ifdef METAL_ROUGH
uniform sampler2D uMetalRough;
#endif
#ifdef RELIEF
uniform sampler2D uRelief;
#endif
#ifdef OCCLUSION
uniform sampler2D uOcclusion;
#endif
#ifdef GLOW
uniform sampler2D uGlow;
#endif

#ifdef SHADOW
float sunShare(); // in tile.frag.glsl
#endif

vec2 placeOf(int picture)
{
    return vec2(dot(uPlaces[3 * picture], vTexCoords), dot(uPlaces[3 * picture + 1], vTexCoords))
        + uPlaces[3 * picture + 2].xy;
}

#ifdef RELIEF
// The frame of the picture on the surface is taken from how its coordinates change on the screen, after Schueler, "Normal
// Mapping Without Precomputed Tangents" (ShaderX 5): tangents need not be sent. v runs down the picture, y of its normals up.
vec3 relief(vec3 n, float side)
{
    vec2 uv = placeOf(2);
    vec3 texel = texture(uRelief, uv).xyz * 2.0 - 1.0;
    texel.xy *= uSurface.z * side;
    vec3 alongX = cross(dFdy(vPosition), n), alongY = cross(n, dFdx(vPosition));
    vec3 u = alongX * dFdx(uv.x) + alongY * dFdy(uv.x);
    vec3 v = alongX * dFdx(uv.y) + alongY * dFdy(uv.y);
    float longest = max(dot(u, u), dot(v, v));
    if (longest <= 0.0)
        return n;
    return normalize((u * texel.x - v * texel.y) * inversesqrt(longest) + n * texel.z);
}
#endif

// What comes from around in a direction with that sine of elevation, blurred by roughness.
vec3 surroundings(float skyward, float roughness)
{
    vec3 air = mix(uHorizon, uZenith, 1.0 - exp(-4.2 * max(skyward, 0.0)));
    air = mix(air, uSkyLight, roughness);
    float width = mix(0.03, 1.0, roughness);
    return mix(uGroundLight, air, smoothstep(-width, width, skyward));
}

// styled: share of the color that a style has chosen
vec3 litSurface(vec3 color, float styled)
{
    vec3 sun = uTile[6].xyz, up = uTile[7].xyz;
    vec3 toEye = uSight.w > 0.0 ? uSight.xyz : normalize(-vPosition);
    vec3 facet = normalize(cross(dFdx(vPosition), dFdy(vPosition)));
    facet = dot(facet, toEye) < 0.0 ? -facet : facet;
    float side = 1.0;
#ifdef LIT
    vec3 n = normalize(vNormal);
    #ifdef DOUBLE_SIDED
    side = dot(n, facet) < 0.0 ? -1.0 : 1.0;
    n *= side;
    #endif
#else
    vec3 n = facet;
#endif
#ifdef RELIEF
    n = relief(n, side);
#endif
    vec2 grade = SURFACE_GRADE;
    float metallic = uSurface.x;
    float roughness = uSurface.y;
#ifdef METAL_ROUGH
    vec3 given = texture(uMetalRough, placeOf(1)).rgb;
    metallic *= given.b;
    roughness *= given.g;
#endif
    // The colours of a style are those of its legend.
    grade = mix(grade, vec2(1.0, 0.0), styled);
    metallic *= 1.0 - styled;
    roughness = clamp(roughness, 0.06, 1.0);
    float occlusion = 1.0;
#ifdef OCCLUSION
    occlusion += uSurface.w * (texture(uOcclusion, placeOf(3)).r - 1.0);
#endif
    vec3 base = max(color * grade.x - grade.y, 0.0);
    base *= base; // of diffuse light; what a metal mirrors has its own colour, without the contrast

    // What falls on it, as per vertex: from sky and ground, and from the sun.
    float sunlit = dot(n, sun);
    vec3 uneven = 1.0 + dot(n, cross(sun, up)) * vec3(0.34, 0.28, 0.18);
    vec3 ambient = mix(uGroundLight, uSkyLight, 0.5 + 0.5 * dot(n, up)) * (1.0 + 0.18 * sunlit) * uneven;
    sunlit = max(sunlit, 0.0);
    vec3 direct = uSunLight * uneven;
    vec3 most = vec3(1.10, 1.06, 1.0);
    vec3 exposure = min(most * most / max(ambient + direct * sunlit, 1e-4), 1.0);
    ambient *= exposure;
    direct *= exposure;
#ifdef SHADOW
    direct *= sunShare();
#endif

    vec3 f0 = mix(vec3(0.04), min(color * color, 1.0), metallic);
    vec3 diffuse = base * (1.0 - metallic);
    float eyed = clamp(dot(n, toEye), 0.02, 1.0);
    vec2 lobe = texture(uLobe, vec2(eyed, roughness)).rg;
    // Light that meets the surface more than once is not lost: without it, rough metals would be far too dark (Turquin,
    // "Practical multiple scattering compensation for microfacet models").
    vec3 gain = 1.0 + f0 * (1.0 / max(lobe.x + lobe.y, 0.05) - 1.0);
    float alpha = roughness * roughness;
    vec3 mirrored = normalize(mix(reflect(-toEye, n), n, alpha));
    vec3 light = diffuse * ambient * (1.0 - 0.04 * lobe.x - lobe.y)
        + surroundings(dot(mirrored, up), roughness) * (f0 * lobe.x + lobe.y) * gain;
    light *= occlusion;

    // The sun: Schlick's Fresnel, GGX, Smith's shadowing; light is over pi here, which the distribution's pi takes up.
    vec3 h = normalize(sun + toEye);
    float grazing = pow(1.0 - clamp(dot(toEye, h), 0.0, 1.0), 5.0);
    float cosine = clamp(dot(n, h), 0.0, 1.0);
    float alpha2 = alpha * alpha;
    float spread = cosine * cosine * (alpha2 - 1.0) + 1.0;
    float visibility = 0.5
        / (sunlit * sqrt(eyed * eyed * (1.0 - alpha2) + alpha2) + eyed * sqrt(sunlit * sunlit * (1.0 - alpha2) + alpha2));
    vec3 specular = (f0 + (1.0 - f0) * grazing) * gain * (alpha2 / (spread * spread) * visibility);
    light += (diffuse * (0.96 - 0.96 * grazing) + specular) * direct * sunlit;

    vec3 emitted = uEmissive;
#ifdef GLOW
    vec3 glow = texture(uGlow, placeOf(4)).rgb;
    emitted *= glow / (1.0 + max(emitted - 1.0, 0.0) * glow); // as tile.frag.glsl has it
#endif
    return sqrt(light + emitted * emitted);
}
