//! What guests say of their stays, and what hotels answer.

use crate::places::Kind;

/// Titles by how it was: bad, fair, good, excellent.
pub(crate) const TITLES: [&[&str]; 4] = [
    &["Esperávamos mais", "Não voltaria", "Deixou a desejar", "As fotos prometem mais"],
    &["Bom, com ressalvas", "Cumpre o que promete", "Dá para o gasto", "Razoável"],
    &["Gostamos muito", "Boa escolha", "Recomendo", "Estada tranquila", "Valeu a viagem"],
    &[
        "Voltaremos!",
        "Melhor estada da viagem",
        "Impecável",
        "Um achado",
        "Não queríamos ir embora",
        "Tudo perfeito",
    ],
];

/// How the text begins, in the same order.
pub(crate) const OPENINGS: [&[&str]; 4] = [
    &[
        "Infelizmente a estada ficou abaixo do que a descrição promete.",
        "Fomos com boa vontade, mas vários detalhes incomodaram.",
        "Tivemos mais de um contratempo nesta estada.",
    ],
    &[
        "Uma estada correta, sem grandes surpresas.",
        "No geral foi bem, com alguns pontos a melhorar.",
        "Serve bem para uma ou duas noites.",
    ],
    &[
        "Passamos dias muito agradáveis aqui.",
        "Ficamos em casal e gostamos bastante.",
        "Viajamos com as crianças e todos gostaram.",
        "Já é a segunda vez que ficamos, e continua muito bom.",
        "Vim a trabalho e acabei descansando.",
    ],
    &[
        "Superou tudo o que esperávamos.",
        "Fazia tempo que não éramos tão bem recebidos.",
        "Do check-in à despedida, tudo foi cuidado nos detalhes.",
        "Escolhemos para o aniversário de casamento e foi inesquecível.",
        "Que lugar! Já estamos planejando a próxima vez.",
    ],
];

/// What is praised, by what is scored: cleanliness, comfort, (location,) staff, value.
pub(crate) const PRAISE: [&[&str]; 5] = [
    &[
        "O quarto estava impecável, com roupa de cama cheirosa todos os dias.",
        "Limpeza exemplar, até no box do banheiro.",
        "Trocam as toalhas sem que se precise pedir.",
    ],
    &[
        "A cama é ótima e o quarto, silencioso.",
        "Chuveiro forte e quente, coisa rara em viagem.",
        "A rede na varanda virou o nosso lugar preferido.",
        "O café da manhã é caprichado: bolo quente, frutas da estação e pão feito na casa.",
    ],
    &[],
    &[
        "A equipe lembra o nome de cada hóspede.",
        "O pessoal da recepção deu dicas que não estão em guia nenhum.",
        "Chegamos tarde da noite e nos esperavam com um chá.",
        "Atendimento gentil, sem formalidade demais.",
    ],
    &[
        "Pelo preço, difícil achar coisa melhor na cidade.",
        "Vale cada real.",
        "Achei o preço justo pelo que oferece.",
    ],
];

/// What is found wrong, in the same order.
pub(crate) const BLAME: [&[&str]; 5] = [
    &[
        "A limpeza do banheiro poderia ser mais caprichada.",
        "Havia poeira embaixo da cama.",
        "O quarto tinha cheiro de mofo no primeiro dia.",
    ],
    &[
        "O ar-condicionado faz barulho à noite.",
        "O colchão já pede para ser trocado.",
        "Ouve-se tudo do corredor.",
        "Faltou água quente numa das manhãs.",
    ],
    &[
        "É mais longe do centro do que parece no mapa.",
        "À noite a rua é barulhenta nos fins de semana.",
        "A subida até a entrada cansa quem chega com malas.",
    ],
    &[
        "A recepção demorou para atender.",
        "Pedimos um ferro de passar e ele nunca chegou.",
        "No café da manhã faltou gente para repor as coisas.",
    ],
    &[
        "Pelo preço, esperava um café da manhã mais variado.",
        "O estacionamento cobrado à parte pesa na conta.",
        "Achei caro para o que é.",
    ],
];

/// What is praised of where it is.
pub(crate) fn place(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Beach => &[
            "A praia fica a poucos passos.",
            "Dormir com o barulho do mar não tem preço.",
            "Saíamos de chinelo direto para a areia.",
        ],
        Kind::Colonial => &[
            "Fica no coração do centro histórico, tudo se faz a pé.",
            "Da janela se veem os telhados e a torre da igreja.",
            "A rua é calma e a dois minutos dos restaurantes.",
        ],
        Kind::Mountain => &[
            "O silêncio da serra à noite é uma bênção.",
            "Acordar com a neblina no vale valeu a viagem.",
            "Perto das trilhas e longe do movimento.",
        ],
        Kind::City => &[
            "A localização é excelente, com metrô e bons restaurantes por perto.",
            "Dá para ir a pé a quase tudo o que interessa.",
            "Fácil de chegar do aeroporto.",
        ],
        Kind::River => &[
            "O rio passa nos fundos, e os bichos aparecem no café da manhã.",
            "De manhã cedo se ouvem as araras.",
            "Os passeios saem da própria pousada.",
        ],
        Kind::Dunes => &[
            "As jardineiras para os lençóis passam na porta.",
            "O pôr do sol nas dunas é logo ali.",
            "Pé na areia desde a porta do quarto.",
        ],
        Kind::Canyon => &[
            "Boa base para as cachoeiras, com guia indicado pela casa.",
            "A vista dos paredões ao amanhecer é linda.",
            "Perto das trilhas, com lugar para secar as botas.",
        ],
        Kind::Island => &[
            "Da varanda se vê o mar de dentro.",
            "A trilha para a praia começa no portão.",
            "Longe de tudo, como uma ilha deve ser.",
        ],
    }
}

/// How the text ends, by how it was.
pub(crate) const CLOSINGS: [&[&str]; 4] = [
    &["Não recomendo por enquanto.", "Espero que melhorem.", "Da próxima vez procuro outro lugar."],
    &["Com uns ajustes ficaria ótimo.", "Talvez volte fora da temporada.", ""],
    &["Recomendo.", "Voltaria sem pensar duas vezes.", "", ""],
    &["Voltaremos com certeza!", "Nota dez para todos.", "Já indicamos aos amigos.", ""],
];

/// What hotels answer, by how it was; `{}` is the guest.
pub(crate) const ANSWERS: [&[&str]; 4] = [
    &[
        "{}, sentimos muito por não termos estado à altura. Já conversamos com a equipe sobre cada \
         ponto e gostaríamos de receber você de novo para mostrar a diferença.",
        "Prezado(a) {}, obrigado pela franqueza. O que você descreve não é o nosso padrão e já está \
         sendo corrigido.",
    ],
    &[
        "{}, obrigado por nos contar o que pode melhorar. Anotamos tudo e já estamos cuidando disso.",
        "Olá, {}! Sua opinião nos ajuda muito. Esperamos surpreender você na próxima visita.",
    ],
    &[
        "{}, que bom que gostou! A casa está sempre aberta para você.",
        "Obrigado pela visita e pelas palavras, {}. Até a próxima!",
        "{}, ficamos felizes com o seu comentário. O café já está passado para quando voltar.",
    ],
    &[
        "{}, suas palavras foram lidas em voz alta na cozinha. Muito obrigado, e volte logo!",
        "Que alegria ler isso, {}! Foi um prazer receber vocês.",
        "Obrigado, {}! Guardamos o seu cantinho para a próxima vez.",
    ],
];
