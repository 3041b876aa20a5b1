in vec2 vTexCoord;
in vec4 vColor;
uniform sampler2D uAtlas;
out vec4 outColor;

void main()
{
    outColor = texture(uAtlas, vTexCoord) * vColor;
}
