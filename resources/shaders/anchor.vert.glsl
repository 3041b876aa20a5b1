// One point, one pixel of a small picture, per place whose visibility is asked for.
in vec2 aPosition; // of the pixel that takes the answer, clip coordinates
in vec3 aNormal;   // the place in the scene's picture: pixels from the bottom left, depth
flat out vec3 vAnchor;

void main()
{
    gl_Position = vec4(aPosition, 0.5, 1.0);
    gl_PointSize = 1.0;
    vAnchor = aNormal;
}
