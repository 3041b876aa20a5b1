// One triangle over the whole picture.
in vec3 aPosition; // clip coordinates

void main()
{
    gl_Position = vec4(aPosition.xy, 0.0, 1.0);
}
