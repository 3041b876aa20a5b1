// A corner of a symbol in screen space. The depth of the scene at the symbol's anchor, looked up once per corner, tells
// whether the place that it stands for is hidden; then all of the symbol is dimmed.
#ifdef MULTISAMPLE
#extension GL_ARB_texture_multisample : require
uniform sampler2DMS uDepth;
#else
uniform sampler2D uDepth;
#endif
in vec2 aPosition;     // pixels, origin top left
in vec2 aTexCoord;     // texels
in vec4 aColor;        // multiplies the premultiplied texel; alpha: opacity
in vec3 aNormal;       // anchor: pixels, depth
uniform vec2 uViewport;
uniform float uAtlasSide;
uniform float uNearer; // 1: larger depth is nearer
out vec2 vTexCoord;
out vec4 vColor;

void main()
{
    gl_Position = vec4(aPosition.x / uViewport.x * 2.0 - 1.0, 1.0 - aPosition.y / uViewport.y * 2.0, 0.5, 1.0);
    vTexCoord = aTexCoord / uAtlasSide;
    vec2 anchor = vec2(aNormal.x, uViewport.y - aNormal.y);
    float opacity = aColor.a;
    if (all(greaterThanEqual(anchor, vec2(0.0))) && all(lessThan(anchor, uViewport))) {
        float scene = texelFetch(uDepth, ivec2(anchor), 0).r;
        bool hidden = uNearer > 0.5 ? scene > aNormal.z : scene < aNormal.z;
        if (hidden)
            opacity *= 0.35;
    }
    vColor = vec4(aColor.rgb * opacity, opacity);
}
