in vec2 vTexCoord;
uniform sampler2D uMark; // brightness, and in alpha how much of the pixel is covered
uniform float uOpacity;
out vec4 outColor;

void main()
{
    vec4 mark = texture(uMark, vTexCoord);
    // The letters carry it; the rim is for light ground, where they alone would be lost.
    outColor = vec4(mark.rrr, min(mark.a * uOpacity * mix(1.5, 2.0, mark.r), 1.0));
}
