// What throws a shadow, as the sun sees it: depth alone. In place of tile.vert.glsl, with the same names.
in vec3 aPosition;
uniform vec4 uTile[8]; // 0-3: to the map
#ifdef TEXTURE
in vec2 aTexCoord;
out vec2 vTexCoord;
    #ifdef DETAIL
in vec2 aTexCoord1;
uniform vec4 uPlaces[15];
    #endif
#endif
#ifdef STYLE
in vec4 aStyle;
#endif
#ifdef STYLE_PICTURE
in vec2 aStyle;
out vec2 vStylePlace;
#endif

void main()
{
    gl_Position = uTile[0] * aPosition.x + uTile[1] * aPosition.y + uTile[2] * aPosition.z + uTile[3];
#ifdef STYLE
    // Hidden features cast none, and neither do those that let light through.
    if (aStyle.a < 1.0)
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
#endif
#ifdef STYLE_PICTURE
    vStylePlace = aStyle;
#endif
#ifdef TEXTURE
    vTexCoord = aTexCoord;
    #ifdef DETAIL
    vec4 places = vec4(aTexCoord, aTexCoord1);
    vTexCoord = vec2(dot(uPlaces[0], places), dot(uPlaces[1], places)) + uPlaces[2].xy;
    #endif
#endif
}
