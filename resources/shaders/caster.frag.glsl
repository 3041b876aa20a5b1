// Depth alone; leaves and fences on pictures cast as they are cut out.
#ifdef TEXTURE
in vec2 vTexCoord;
uniform sampler2D uTexture;
uniform vec4 uFactor;
uniform float uAlphaCutoff;
#endif
#ifdef STYLE_PICTURE
in vec2 vStylePlace;
uniform sampler2D uStyle;
#endif

void main()
{
#ifdef STYLE_PICTURE
    if (texture(uStyle, vStylePlace).a < 1.0)
        discard;
#endif
#ifdef TEXTURE
    if (texture(uTexture, vTexCoord).a * uFactor.a < uAlphaCutoff)
        discard;
#endif
}
