// A corner of a symbol in screen space.
in vec2 aPosition; // pixels, origin top left
in vec2 aTexCoord; // texels
in vec4 aColor;    // alpha: opacity
uniform vec2 uViewport;
uniform float uAtlasSide;
out vec2 vTexCoord;
out float vOpacity;

void main()
{
    gl_Position = vec4(aPosition.x / uViewport.x * 2.0 - 1.0, 1.0 - aPosition.y / uViewport.y * 2.0, 0.5, 1.0);
    vTexCoord = aTexCoord / uAtlasSide;
    vOpacity = aColor.a;
}
