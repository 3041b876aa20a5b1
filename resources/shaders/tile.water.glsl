// Water on the ground: what it shows by itself, the sky that it mirrors and the path of the sun. Part of tile.frag.glsl.
// Waves that a pixel can show tilt the surface; those that are smaller make it rough. Colours are in display space; light is
// summed as linear, taken as squares, as tile.surface.glsl does.
in vec2 vWave;
in vec3 vRay;
in vec4 vAir;
uniform vec4 uTile[8];
uniform vec4 uSight;
uniform vec3 uWaves[3];
uniform vec3 uSunLight;
uniform vec3 uZenithColor;
uniform vec3 uHazeColor, uHazeSunColor;
uniform sampler2D uWaveMap; // see waveField

const float kWaterF0 = 0.02;

// The waves turned by a whole number of them in a period. In xy: slope; in z: variance of the slopes that are too small to
// show; in w: gusts. level: of the footprint of a pixel on the waves as they are.
vec4 waves(vec2 turns, float level)
{
    mat2 turned = mat2(turns.x, turns.y, -turns.y, turns.x);
    vec4 texel = textureLod(uWaveMap, turned * vWave, level + log2(length(turns)));
    vec2 slope = (2.0 * texel.rg - 1.0) * WAVE_SLOPE;
    return vec4(slope * turned / length(turns), max(0.25 * WAVE_SLOPE * WAVE_SLOPE * texel.b - dot(slope, slope), 0.0), texel.a);
}

#if defined(FINE_WAVES) || defined(BROAD_WAVES)
// Slope and variance as waves() has them; the last slopes fade before a texel holds too many waves to show any.
vec3 slopes(vec2 turns, float level)
{
    float fade = clamp(WAVE_LAST_LEVEL - level - log2(length(turns)), 0.0, 1.0);
    return mix(vec3(0.0, 0.0, WAVE_MEAN_SLOPE * WAVE_MEAN_SLOPE), waves(turns, level).xyz, fade);
}
#endif

// The sky as skyColor in render/effects/Atmosphere.cpp has it, linear.
vec3 skyTowards(vec3 ray, float skyward)
{
    float cosine = clamp(dot(ray, uTile[6].xyz), -1.0, 1.0);
    float sunward = 0.5 + 0.5 * cosine;
    sunward *= sunward * sunward;
    vec3 horizon = mix(uHazeColor, uHazeSunColor, sunward * sunward);
    vec3 color = mix(horizon, uZenithColor, 1.0 - exp(-4.2 * skyward));
    color = mix(color, max(uHazeSunColor, color), 0.42 * exp(-9.0 * sqrt(2.0 - 2.0 * cosine)));
    return color * color;
}

// shown: the lit ground in its haze; share: of water; sunny: 0 in shadow.
vec3 waterShown(vec3 shown, float share, float sunny)
{
    // Of a pixel's footprint a quarter of its length at least: sharper across than along the sight.
    vec2 acrossX = dFdx(vWave), acrossY = dFdy(vWave);
    share = smoothstep(0.3, 0.7, share);
    // Software renderers go past nothing: for them ground that is all land is drawn without any of this (ReliefMesh).
    if (share <= 0.0)
        return shown;
    float x2 = dot(acrossX, acrossX), y2 = dot(acrossY, acrossY);
    float level = 0.5 * log2(WAVE_SIDE * WAVE_SIDE * max(max(0.0625 * max(x2, y2), min(x2, y2)), 1e-20));
    vec3 sun = uTile[6].xyz;
    vec3 up = uTile[7].xyz + vRay * (1.0 / 6.378e6);
    vec3 toEye = uSight.w > 0.0 ? uSight.xyz : normalize(-vRay);
    // Turned against each other, so that what repeats is not seen to; left out where no pixel of a tile could show them.
    vec3 fine = vec3(0.0, 0.0, WAVE_MEAN_SLOPE * WAVE_MEAN_SLOPE), broad = fine;
#ifdef FINE_WAVES
    fine = slopes(FINE_WAVES, level);
#endif
#ifdef BROAD_WAVES
    broad = slopes(BROAD_WAVES, level);
#endif
    float wind = mix(0.45, 1.25, waves(vec2(2.0, 1.0), level).w);
    vec2 slope = wind * (0.75 * fine.xy + 0.5 * broad.xy);
    float variance = wind * wind * (0.5625 * fine.z + 0.25 * broad.z) + 0.0015;
    vec3 n = normalize(up - (uWaves[0] * slope.x + uWaves[1] * slope.y) * uWaves[2].z);

    // Fresnel's reflection of a rough sea in the mean, after Bruneton, Neyret and Holzschuch, "Real-time realistic ocean
    // lighting using seamless transitions from geometry to BRDF" (2010).
    float sigma = sqrt(0.5 * variance);
    float eyed = clamp(dot(n, toEye), 0.01, 1.0);
    float mirrored = kWaterF0
        + (1.0 - kWaterF0) * pow(1.0 - eyed, 5.0 * exp(-2.69 * sigma)) / (1.0 + 22.7 * sigma * sqrt(sigma));
    // Of rough water those slopes are seen that face the eye: they mirror what is higher.
    vec3 ray = reflect(-toEye, n);
    vec3 sky = skyTowards(ray, abs(dot(ray, up)) + 1.4 * sigma);

    // The sun: slopes as common as Gauss has it, Schlick's Fresnel and, in short, Smith's shadowing.
    vec3 h = normalize(sun + toEye);
    float cosine = max(dot(n, h), 0.02), cosine2 = cosine * cosine, alpha2 = 2.0 * variance;
    float often = exp((cosine2 - 1.0) / (cosine2 * alpha2)) / (alpha2 * cosine2 * cosine2);
    float sunlit = max(dot(n, sun), 0.0) * smoothstep(-0.01, 0.03, dot(up, sun));
    float hidden = 0.25 / (mix(sunlit, 1.0, sigma) * mix(eyed, 1.0, sigma));
    float away = 1.0 - clamp(dot(toEye, h), 0.0, 1.0), away2 = away * away;
    float grazing = kWaterF0 + (1.0 - kWaterF0) * away2 * away2 * away;
    vec3 path = uSunLight * (grazing * often * hidden * sunlit * sunny);
    path *= 1.2 / (1.2 + max(path.r, max(path.g, path.b))); // bright, but of its own colour

    vec3 body = max(shown - vAir.rgb, 0.0);
    vec3 light = body * body * (1.0 - mirrored) + (sky * mirrored + path) * (vAir.a * vAir.a);
    return mix(shown, vAir.rgb + sqrt(light), share);
}
