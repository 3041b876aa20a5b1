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
uniform vec3 uZenith; // linear
uniform vec3 uHazeColor, uHazeSunColor;
uniform sampler2D uWaveMap; // see waveField

const float kWaterF0 = 0.02;

// In xy: slope; in z: variance of the slopes that are too small to show. turns: a whole number of them in a period.
vec4 waves(vec2 turns, float texels)
{
    mat2 turned = mat2(turns.x, turns.y, -turns.y, turns.x);
    vec4 texel = textureLod(uWaveMap, turned * vWave, log2(max(texels * length(turns), 1e-6)));
    vec2 slope = (2.0 * texel.rg - 1.0) * WAVE_SLOPE;
    return vec4(slope * turned / length(turns), max(0.25 * WAVE_SLOPE * WAVE_SLOPE * texel.b - dot(slope, slope), 0.0), texel.a);
}

// The sky as skyColor in render/effects/Atmosphere.cpp has it, linear.
vec3 skyTowards(vec3 ray, float skyward)
{
    float cosine = clamp(dot(ray, uTile[6].xyz), -1.0, 1.0);
    float sunward = 0.5 + 0.5 * cosine;
    sunward *= sunward * sunward;
    vec3 horizon = mix(uHazeColor, uHazeSunColor, sunward * sunward);
    vec3 color = mix(horizon, sqrt(uZenith), 1.0 - exp(-4.2 * skyward));
    float glow = 0.42 * exp(-9.0 * sqrt(2.0 - 2.0 * cosine));
    color = mix(color, max(uHazeSunColor, color), glow);
    return color * color;
}

// shown: the lit ground in its haze; share: of water; sunny: 0 in shadow.
vec3 waterShown(vec3 shown, float share, float sunny)
{
    vec2 acrossX = dFdx(vWave), acrossY = dFdy(vWave);
    float wide = max(dot(acrossX, acrossX), dot(acrossY, acrossY)), narrow = min(dot(acrossX, acrossX), dot(acrossY, acrossY));
    // Of a pixel's footprint on the waves, a quarter of its length at least: sharper across than along the sight.
    float texels = WAVE_SIDE * sqrt(max(0.0625 * wide, narrow));
    share = smoothstep(0.3, 0.7, share);
    // A loop, as a software renderer goes past one that no pixel enters.
    int times = share > 0.0 ? 1 : 0;
    for (int i = 0; i < times; ++i) {
        vec3 sun = uTile[6].xyz;
        vec3 up = normalize(uTile[7].xyz * 6.378e6 + vRay);
        vec3 toEye = uSight.w > 0.0 ? uSight.xyz : normalize(-vRay);
        // Turned against each other by whole numbers, so that what repeats does so beyond what one view shows.
        float gusts = waves(vec2(7.0, 3.0), texels).w + waves(vec2(-3.0, 4.0), texels).w;
        vec4 fine = waves(vec2(247.0, 73.0), texels), broad = waves(vec2(-41.0, 63.0), texels);
        float wind = mix(0.5, 1.2, 0.5 * gusts);
        vec2 slope = wind * (0.75 * fine.xy + 0.5 * broad.xy);
        float variance = wind * wind * (0.5625 * fine.z + 0.25 * broad.z) + 0.0015;
        vec3 n = normalize(up - (uWaves[0] * slope.x + uWaves[1] * slope.y) * uWaves[2].z);

        // Fresnel's reflection of a rough sea in the mean, after Bruneton, Neyret and Holzschuch, "Real-time realistic ocean
        // lighting using seamless transitions from geometry to BRDF" (2010).
        float sigma = sqrt(0.5 * variance);
        float eyed = clamp(dot(n, toEye), 0.01, 1.0);
        float mirrored = kWaterF0 + (1.0 - kWaterF0) * pow(1.0 - eyed, 5.0 * exp(-2.69 * sigma)) / (1.0 + 22.7 * pow(sigma, 1.5));
        vec3 ray = reflect(-toEye, n);
        // Of rough water those slopes are seen that face the eye: they mirror what is higher.
        vec3 sky = skyTowards(ray, abs(dot(ray, up)) + 1.4 * sigma);

        // The sun: slopes as common as Gauss has it, Schlick's Fresnel, Smith's shadowing.
        vec3 h = normalize(sun + toEye);
        float cosine = max(dot(n, h), 0.02), cosine2 = cosine * cosine;
        float sunlit = max(dot(n, sun), 0.0) * smoothstep(-0.01, 0.03, dot(up, sun));
        float alpha2 = 2.0 * variance;
        float often = exp((cosine2 - 1.0) / (cosine2 * alpha2)) / (alpha2 * cosine2 * cosine2);
        float hidden = 0.5 / (max(sunlit, 0.02) * sqrt(eyed * eyed * (1.0 - alpha2) + alpha2) + eyed * sqrt(sunlit * sunlit * (1.0 - alpha2) + alpha2));
        float grazing = kWaterF0 + (1.0 - kWaterF0) * pow(1.0 - clamp(dot(toEye, h), 0.0, 1.0), 5.0);
        vec3 path = uSunLight * (grazing * often * hidden * sunlit * sunny);
        path *= 1.2 / (1.2 + max(path.r, max(path.g, path.b))); // bright, but of its own colour

        vec3 body = max(shown - vAir.rgb, 0.0);
        vec3 light = body * body * (1.0 - mirrored) + (sky * mirrored + path) * (vAir.a * vAir.a);
        shown = mix(shown, vAir.rgb + sqrt(light), share);
    }
    return shown;
}
