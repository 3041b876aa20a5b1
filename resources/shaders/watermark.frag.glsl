in vec2 vTexCoord;
uniform sampler2D uMark; // brightness, and in alpha how much of the pixel is covered
uniform float uOpacity;
out vec4 outColor;

void main()
{
    vec4 mark = texture(uMark, vTexCoord);
    outColor = vec4(mark.rrr, mark.a * uOpacity);
}
