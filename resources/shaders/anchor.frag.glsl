// White where the scene's depth hides the place. The depth is read here and not in the vertex shader, which a software
// renderer would run at once, waiting for all that was drawn before.
#ifdef MULTISAMPLE
#extension GL_ARB_texture_multisample : require
uniform sampler2DMS uDepth;
#else
uniform sampler2D uDepth;
#endif
flat in vec3 vAnchor;
uniform float uNearer; // 1: larger depth is nearer
out vec4 outColor;

void main()
{
    float scene = texelFetch(uDepth, ivec2(vAnchor.xy), 0).r;
    bool hidden = uNearer > 0.5 ? scene > vAnchor.z : scene < vAnchor.z;
    outColor = vec4(hidden ? 1.0 : 0.0);
}
