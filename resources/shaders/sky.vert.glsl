// One triangle over the whole picture, at the far end of the depth range.
in vec3 aPosition;     // clip coordinates
uniform vec3 uRight, uUp, uForward; // of the view, scaled to the half extents at distance 1
uniform float uFarDepth;
out vec3 vRay;

void main()
{
    gl_Position = vec4(aPosition.xy, uFarDepth, 1.0);
    vRay = uForward + uRight * aPosition.x + uUp * aPosition.y;
}
