export MAINSTAY_DATA="$DATA" MAINSTAY_LISTEN="$ADDRESS"
export DESK="http://$ADDRESS/api/v1"
person() {
    mainstay user add --email "$1" --name "$2" "${@:3}" --password-stdin
}
person ada@example.org 'Ada Lovelace' --role administrator --role agent --team 'Service desk' \
    --team Network <<<'correct horse battery'
export ADMIN=$(mainstay token add --user ada@example.org --name setup | tail -n 1)
