// Eye-dome lighting: a point is the darker, the more its neighbours on the screen stand before it. Multiplied onto the picture.
// C. Boucheny, "Visualisation scientifique de grands volumes de données: pour une approche perceptive", 2009, chapter 4.
#ifdef MULTISAMPLE
#extension GL_ARB_texture_multisample : require
uniform int uSamples;
uniform sampler2DMS uDepth; // logarithm of the depth, strength; without points the depth is beyond all others
#else
uniform sampler2D uDepth;
#endif
uniform ivec2 uLast;
uniform int uRadius; // pixels
out vec4 outColor;

float depthAt(ivec2 pixel) { return texelFetch(uDepth, clamp(pixel, ivec2(0), uLast), 0).r; }

// Squared, since neighbours on one surface differ a little everywhere; what stands far before hides no more than what stands
// a little before.
float before(ivec2 pixel, float own)
{
    float step = clamp((own - depthAt(pixel)) * 60.0, 0.0, 1.0);
    return step * step;
}

void main()
{
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec2 own = texelFetch(uDepth, pixel, 0).rg;
#ifdef MULTISAMPLE
    // The nearest that the pixel shows, so that a pinhole between points does not darken it.
    for (int i = 1; i < uSamples; ++i) {
        vec2 other = texelFetch(uDepth, pixel, i).rg;
        own = other.r < own.r ? other : own;
    }
#endif
    if (own.r > 1e20)
        discard;
    float hidden = before(pixel + ivec2(uRadius, 0), own.r) + before(pixel - ivec2(uRadius, 0), own.r)
        + before(pixel + ivec2(0, uRadius), own.r) + before(pixel - ivec2(0, uRadius), own.r);
    outColor = vec4(vec3(exp2(-hidden * own.g)), 1.0);
}
