in vec2 vTexCoord;
in float vOpacity;
uniform sampler2D uAtlas; // premultiplied
out vec4 outColor;

void main()
{
    outColor = texture(uAtlas, vTexCoord) * vOpacity;
}
