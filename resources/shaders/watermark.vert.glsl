// A corner of a mark, turned already.
in vec2 aPosition; // pixels, origin top left
in vec2 aTexCoord;
uniform vec2 uViewport;
out vec2 vTexCoord;

void main()
{
    gl_Position = vec4(aPosition.x / uViewport.x * 2.0 - 1.0, 1.0 - aPosition.y / uViewport.y * 2.0, 0.5, 1.0);
    vTexCoord = aTexCoord;
}
