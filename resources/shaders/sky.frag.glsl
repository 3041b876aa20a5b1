// Sky from a table, the sun's disc, and the bare ellipsoid below the horizon, so that missing tiles are never a hole.
in vec3 vRay;
out vec4 outColor;
uniform sampler2D uSkyTable;  // x: sine of half the angle to the sun; y: square root of height over the horizon
uniform vec3 uEyeUp;
uniform vec3 uSun;
uniform vec3 uDiscColor;
uniform float uSinHorizon;
uniform vec3 uScaledEye;      // eye in the space where the ellipsoid is the unit sphere
uniform float uScaledHeight;  // |uScaledEye|^2 - 1, worked out in double
uniform float uFlattening;    // semi-major over semi-minor axis
uniform float uStudio;        // 0: none; else 1 / height of the picture in pixels
uniform vec4 uHaze;           // extinction per metre, eye height / scale height, semi-major axis, 0
uniform vec3 uGround;         // lit
uniform vec3 uHazeColor, uHazeSunColor;
uniform float uHazeGlow;

void main()
{
    if (uStudio > 0.0) {
        outColor = vec4(mix(vec3(0.90, 0.905, 0.91), vec3(0.73, 0.75, 0.775), gl_FragCoord.y * uStudio), 1.0);
        return;
    }
    vec3 ray = normalize(vRay);
    vec3 toSun = ray - uSun;
    float halfSine = 0.5 * length(toSun);
    float above = clamp((dot(ray, uEyeUp) - uSinHorizon) / (1.0 - uSinHorizon), 0.0, 1.0);
    vec3 color = texture(uSkyTable, vec2(halfSine, sqrt(above))).rgb;
    color = mix(uDiscColor, color, smoothstep(0.0030, 0.0042, halfSine));

    vec3 scaledRay = vec3(ray.xy, ray.z * uFlattening);
    float a = dot(scaledRay, scaledRay);
    float b = dot(uScaledEye, scaledRay);
    float root = b * b - a * uScaledHeight;
    if (root > 0.0 && b < 0.0) {
        float distance = uHaze.z * uScaledHeight / (sqrt(root) - b);
        float mean = uHaze.y > 0.001 ? (1.0 - exp(-uHaze.y)) / uHaze.y : 1.0;
        float depth = uHaze.x * distance * mean; // as tile.vert.glsl has it
        float sunward = 1.0 - halfSine * halfSine;
        sunward *= sunward * sunward;
        depth *= 1.0 + uHazeGlow * sunward;
        float haze = 1.0 - exp(-depth * depth / (depth + 0.35));
        vec3 air = mix(uHazeColor, uHazeSunColor, sunward * sunward) * mix(vec3(0.78, 0.89, 1.0), vec3(1.0), max(haze, sunward * sunward));
        color = mix(uGround, air, haze);
    }
    outColor = vec4(color, 1.0);
}
